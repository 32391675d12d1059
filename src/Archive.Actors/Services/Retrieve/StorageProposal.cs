using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>What is proposed to a destination on one association, and the objects that go there if it is accepted.</summary>
internal sealed class StorageProposal
{
    private readonly List<(Uid SopClass, IReadOnlyList<TransferSyntax> Syntaxes)> _contexts = [];
    private readonly List<StoredInstance> _instances = [];

    /// <summary>Each SOP class with the transfer syntaxes of one context.</summary>
    public IReadOnlyList<(Uid SopClass, IReadOnlyList<TransferSyntax> Syntaxes)> Contexts => _contexts;

    public IReadOnlyList<StoredInstance> Instances => _instances;

    /// <summary>
    /// Each stored transfer syntax in a context of its own, so that the receiver can accept it beside what it prefers, and
    /// what can be sent in its place in another. More than 128 contexts make several associations of it.
    /// </summary>
    /// <param name="refuse">Called with each object that the destination is not to get, and why.</param>
    public static IReadOnlyList<StorageProposal> For(
        Destination destination, IEnumerable<StoredInstance> instances, Action<StoredInstance, string> refuse)
    {
        var proposals = new List<StorageProposal>();
        foreach (var ofClass in instances.GroupBy(instance => instance.SopClass))
        {
            var sendable = new List<StoredInstance>();
            foreach (var instance in ofClass)
            {
                if (ProblemOf(destination, instance) is { } problem)
                    refuse(instance, problem);
                else
                    sendable.Add(instance);
            }

            if (sendable.Count == 0)
                continue;
            var contexts = ContextsFor(destination, sendable);
            if (proposals.Count == 0 || proposals[^1]._contexts.Count + contexts.Count > AAssociateRq.MaxPresentationContexts)
                proposals.Add(new StorageProposal());
            proposals[^1]._contexts.AddRange(contexts.Select(syntaxes => (ofClass.Key, syntaxes)));
            proposals[^1]._instances.AddRange(sendable);
        }

        return proposals;
    }

    private static string? ProblemOf(Destination destination, StoredInstance instance)
    {
        if (destination.SopClasses.Count > 0 && !destination.SopClasses.Contains(instance.SopClass))
            return $"{destination.AeTitle} takes no {UidRegistry.Describe(instance.SopClass)}";
        if (!TransferSyntax.TryGet(instance.Storage.TransferSyntax, out var stored))
            return $"Stored in the unknown transfer syntax {instance.Storage.TransferSyntax}";
        if (Allows(destination, stored) || (Conversions.IsNative(stored) && FallbacksOf(destination).Any()))
            return null;
        return Conversions.Describe(stored, destination.TransferSyntaxes[0]);
    }

    private static List<IReadOnlyList<TransferSyntax>> ContextsFor(Destination destination, List<StoredInstance> instances)
    {
        var contexts = new List<IReadOnlyList<TransferSyntax>>();
        foreach (var uid in instances.Select(instance => instance.Storage.TransferSyntax).Distinct())
        {
            if (TransferSyntax.TryGet(uid, out var stored) && Allows(destination, stored))
                contexts.Add([stored]);
        }

        var fallbacks = FallbacksOf(destination).Where(syntax => !contexts.Exists(context => context[0] == syntax)).ToArray();
        if (fallbacks.Length > 0)
            contexts.Add(fallbacks);
        return contexts;
    }

    private static bool Allows(Destination destination, TransferSyntax syntax) =>
        destination.TransferSyntaxes.Count == 0 || destination.TransferSyntaxes.Contains(syntax);

    /// <summary>The uncompressed transfer syntaxes that may be sent, best first; unless named, neither of those that hardly anyone wants.</summary>
    private static IEnumerable<TransferSyntax> FallbacksOf(Destination destination) => destination.TransferSyntaxes.Count == 0
        ? [TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian]
        : destination.TransferSyntaxes.Where(Conversions.IsNative);
}
