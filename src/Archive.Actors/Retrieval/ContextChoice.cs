using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Retrieval;

/// <summary>In which presentation context an object is sent.</summary>
/// <param name="Context">Null when there is none.</param>
/// <param name="Problem">Why there is none.</param>
internal readonly record struct ContextChoice(PresentationContext? Context, string? Problem)
{
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
            return new ContextChoice(null, $"Stored in the unknown transfer syntax {instance.Storage.TransferSyntax}");
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
                    return new ContextChoice(context, null);
                case Conversion.ReEncoding when RankOf(context.TransferSyntax, preference) is var rank && rank < bestRank:
                    (best, bestRank) = (context, rank);
                    break;
                case Conversion.Codec:
                    problem = Conversions.Describe(stored, context.TransferSyntax);
                    break;
            }
        }

        return best is not null
            ? new ContextChoice(best, null)
            : new ContextChoice(null, problem ?? $"No context was accepted for {UidRegistry.Describe(instance.SopClass)}");
    }

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
