using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client.Transfers;

/// <summary>The presentation contexts of one association, and the objects for which they are meant.</summary>
public sealed class TransferProposal
{
    private readonly List<(Uid SopClass, IReadOnlyList<Uid> TransferSyntaxes)> _contexts = [];
    private readonly HashSet<TransferNeed> _needs = [];

    public bool Covers(TransferNeed need) => _needs.Contains(need);

    /// <summary>Adds contexts of a SOP class, each by its transfer syntaxes; false when an association has no room for all of them.</summary>
    public bool TryAdd(Uid sopClass, IReadOnlyCollection<IReadOnlyList<Uid>> contexts, IEnumerable<TransferNeed> needs)
    {
        if (_contexts.Count + contexts.Count > AAssociateRq.MaxPresentationContexts)
            return false;
        foreach (var transferSyntaxes in contexts)
            _contexts.Add((sopClass, transferSyntaxes));
        _needs.UnionWith(needs);
        return true;
    }

    public ScuAssociationOptions ProposeTo(ScuAssociationOptions options)
    {
        foreach (var (sopClass, transferSyntaxes) in _contexts)
            options.Propose(sopClass, [.. transferSyntaxes]);
        return options;
    }
}
