using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Association;

/// <summary>Which transfer syntaxes are accepted, best first. What is not in the order is refused.</summary>
public sealed class TransferSyntaxPreference
{
    private readonly FrozenDictionary<Uid, int> _ranks;

    /// <param name="order">Best first, each once.</param>
    /// <exception cref="ArgumentException">One is named twice, or encodes no data sets.</exception>
    public TransferSyntaxPreference(IReadOnlyList<TransferSyntax> order)
    {
        if (order.FirstOrDefault(syntax => !syntax.IsStorable) is { } wrong)
            throw new ArgumentException($"Transfer syntax {wrong} ({wrong.Uid}) encodes no data sets.", nameof(order));
        if (order.GroupBy(syntax => syntax.Uid).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
            throw new ArgumentException($"Transfer syntax {twice.Key} is named twice.", nameof(order));
        Order = order;
        _ranks = order.Select((syntax, rank) => (syntax.Uid, rank)).ToFrozenDictionary(entry => entry.Uid, entry => entry.rank);
    }

    /// <summary>
    /// For stored objects: every transfer syntax that encodes data sets. Explicit VR Little Endian first because private
    /// attributes keep their VRs, then Implicit VR, then what compresses without loss, then Big Endian, and lossy
    /// ones only when nothing else is offered: to choose one makes the sender compress for good.
    /// </summary>
    public static TransferSyntaxPreference Storage { get; } =
        new([.. TransferSyntax.All.Where(syntax => syntax.IsStorable).OrderBy(Rank)]);

    /// <summary>For data sets without pixels, such as queries: the transfer syntaxes that do not encapsulate.</summary>
    public static TransferSyntaxPreference DataSets { get; } = new(
        [
            TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian,
            TransferSyntax.DeflatedExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian,
        ]);

    public IReadOnlyList<TransferSyntax> Order { get; }

    /// <summary>The best of those offered, false when none is accepted.</summary>
    public bool TryChoose(IReadOnlyList<Uid> offered, [NotNullWhen(true)] out TransferSyntax? chosen)
    {
        var best = int.MaxValue;
        foreach (var uid in offered)
        {
            if (_ranks.TryGetValue(uid, out var rank) && rank < best)
                best = rank;
        }

        chosen = best < Order.Count ? Order[best] : null;
        return chosen is not null;
    }

    private static int Rank(TransferSyntax syntax) => syntax switch
    {
        _ when syntax == TransferSyntax.ExplicitVrLittleEndian => 0,
        _ when syntax == TransferSyntax.ImplicitVrLittleEndian => 1,
        { IsLossy: true } => 4,
        { IsBigEndian: true } => 3,
        _ => 2,
    };
}
