using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>What is proposed to a destination.</summary>
internal static class StorageProposal
{
    public static TransferNeed NeedOf(StoredInstance instance) => new(instance.SopClass, instance.Storage.TransferSyntax);

    /// <summary>
    /// Each stored transfer syntax in a context of its own, so that the receiver can accept it beside what it prefers, and what can be sent
    /// in its place in another. SOP classes for which an association has no room are left to the next one.
    /// </summary>
    /// <param name="needs">What comes first is proposed first.</param>
    public static TransferProposal For(Destination destination, IEnumerable<TransferNeed> needs)
    {
        var proposal = new TransferProposal();
        foreach (var ofClass in needs.Distinct().Where(need => ProblemOf(destination, need) is null).GroupBy(need => need.SopClass))
            proposal.TryAdd(ofClass.Key, ContextsFor(destination, ofClass), ofClass);
        return proposal;
    }

    /// <summary>Why an object of such a need is not to be sent to a destination, whatever that accepts; null when it may be.</summary>
    public static string? ProblemOf(Destination destination, TransferNeed need)
    {
        if (destination.SopClasses.Count > 0 && !destination.SopClasses.Contains(need.SopClass))
            return $"{destination.AeTitle} takes no {UidRegistry.Describe(need.SopClass)}";
        if (!TransferSyntax.TryGet(need.TransferSyntax, out var stored))
            return $"Stored in the unknown transfer syntax {need.TransferSyntax}";
        if (Allows(destination, stored.Uid) || (Conversions.IsNative(stored) && FallbacksOf(destination).Any()))
            return null;
        return Conversions.Describe(stored, destination.TransferSyntaxes[0]);
    }

    private static List<IReadOnlyList<Uid>> ContextsFor(Destination destination, IEnumerable<TransferNeed> needs)
    {
        var contexts = new List<IReadOnlyList<Uid>>();
        foreach (var need in needs)
        {
            if (Allows(destination, need.TransferSyntax))
                contexts.Add([need.TransferSyntax]);
        }

        var fallbacks = FallbacksOf(destination).Select(syntax => syntax.Uid).Where(syntax => !contexts.Exists(context => context[0] == syntax)).ToArray();
        if (fallbacks.Length > 0)
            contexts.Add(fallbacks);
        return contexts;
    }

    private static bool Allows(Destination destination, Uid transferSyntax) =>
        destination.TransferSyntaxes.Count == 0 || destination.TransferSyntaxes.Any(syntax => syntax.Uid == transferSyntax);

    /// <summary>The uncompressed transfer syntaxes that may be sent, best first; unless named, neither of those that hardly anyone wants.</summary>
    private static IEnumerable<TransferSyntax> FallbacksOf(Destination destination) => destination.TransferSyntaxes.Count == 0
        ? [TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian]
        : destination.TransferSyntaxes.Where(Conversions.IsNative);
}
