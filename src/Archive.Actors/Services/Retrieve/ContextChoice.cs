using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>In which presentation context an object is sent.</summary>
internal readonly struct ContextChoice
{
    private readonly TransferSyntax? _stored;

    private ContextChoice(PresentationContext context, TransferSyntax stored) => (Context, _stored) = (context, stored);

    private ContextChoice(string problem) => Problem = problem;

    /// <summary>Null when there is none.</summary>
    public PresentationContext? Context { get; }

    /// <summary>Why there is no context; null when there is one.</summary>
    public string? Problem { get; }

    /// <summary>The context is that of the stored transfer syntax: the bytes can go out as they came in.</summary>
    public bool IsOfStored => Context?.TransferSyntax == _stored;

    /// <summary>The uncompressed transfer syntaxes into which objects are re-encoded, best first.</summary>
    public static readonly IReadOnlyList<TransferSyntax> Fallbacks =
    [
        TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian,
        TransferSyntax.DeflatedExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian,
    ];

    /// <summary>The context of the stored transfer syntax, which leaves the bytes untouched; else the best fallback.</summary>
    /// <param name="preference">The order of the fallbacks.</param>
    public static ContextChoice Of(StoredInstance instance, IReadOnlyList<PresentationContext> contexts, IReadOnlyList<TransferSyntax> preference)
    {
        if (!TransferSyntax.TryGet(instance.Storage.TransferSyntax, out var stored))
            return new ContextChoice($"Stored in the unknown transfer syntax {instance.Storage.TransferSyntax}");
        PresentationContext? best = null;
        var bestRank = int.MaxValue;
        string? problem = null;
        foreach (var context in contexts)
        {
            if (context.AbstractSyntax != instance.SopClass)
                continue;
            switch (Conversions.Between(stored, context.TransferSyntax))
            {
                case Conversion.None:
                    return new ContextChoice(context, stored);
                case Conversion.ReEncoding when RankOf(context.TransferSyntax, preference) is var rank && rank < bestRank:
                    (best, bestRank) = (context, rank);
                    break;
                case Conversion.Codec:
                    problem = Conversions.Describe(stored, context.TransferSyntax);
                    break;
            }
        }

        return best is not null
            ? new ContextChoice(best, stored)
            : new ContextChoice(problem ?? $"No context was accepted for {UidRegistry.Describe(instance.SopClass)}");
    }

    /// <summary>The data set written anew in the transfer syntax of the context, while it is read.</summary>
    public Stream Reencode(Stream stored) => DataSetReencoder.Open(stored, _stored!, Context!.TransferSyntax);

    private static int RankOf(TransferSyntax syntax, IReadOnlyList<TransferSyntax> preference)
    {
        for (var i = 0; i < preference.Count; i++)
        {
            if (preference[i] == syntax)
                return i;
        }

        return preference.Count;
    }
}
