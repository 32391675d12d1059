using System.Runtime.CompilerServices;
using Archive.Protocol.Client.Transfers;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// The instances that a retrieval names, counted before the first one goes: the first response already says how many remain. When they
/// are few they are kept; of more nothing is, and the index is read again, page by page, while they are sent.
/// </summary>
internal sealed class LocatedInstances
{
    /// <summary>About a megabyte.</summary>
    public const int MaxKept = 1024;

    /// <summary>More than there are kinds of objects in any archive; what they leave out is proposed when its turn comes.</summary>
    private const int MaxNeeds = 1024;

    private readonly IArchiveIndex _index;
    private readonly RetrieveRequest _request;
    private readonly Dictionary<TransferNeed, int> _needs = []; // of how many that were not read yet
    private readonly List<StoredInstance> _kept = [];

    private LocatedInstances(IArchiveIndex index, RetrieveRequest request)
    {
        _index = index;
        _request = request;
    }

    /// <summary>How many there were. What is stored meanwhile may come in addition.</summary>
    public int Count { get; private set; }

    /// <summary>What those that were not read yet need of an association.</summary>
    public IReadOnlyList<TransferNeed> Needs
    {
        get
        {
            lock (_needs)
                return [.. from need in _needs where need.Value > 0 select need.Key];
        }
    }

    /// <exception cref="InvalidQueryException">The identifier names nothing that can be retrieved.</exception>
    public static async ValueTask<LocatedInstances> LocateAsync(IArchiveIndex index, RetrieveRequest request, CancellationToken cancellationToken)
    {
        var located = new LocatedInstances(index, request);
        await foreach (var instance in index.LocateAsync(request, cancellationToken))
            located.Add(instance);
        return located;
    }

    /// <summary>Reads them, once.</summary>
    public async IAsyncEnumerable<StoredInstance> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var instance in Count <= MaxKept ? _kept.ToAsyncEnumerable() : _index.LocateAsync(_request, cancellationToken))
        {
            var need = StorageProposal.NeedOf(instance);
            lock (_needs)
            {
                if (_needs.TryGetValue(need, out var count))
                    _needs[need] = count - 1;
            }

            yield return instance;
        }
    }

    private void Add(StoredInstance instance)
    {
        var need = StorageProposal.NeedOf(instance);
        if (_needs.TryGetValue(need, out var count) || _needs.Count < MaxNeeds)
            _needs[need] = count + 1;
        if (++Count <= MaxKept)
            _kept.Add(instance);
        else if (_kept.Count > 0)
            _kept.Clear();
    }
}
