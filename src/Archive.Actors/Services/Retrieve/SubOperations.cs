using System.Threading.Channels;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// What became of the sub-operations of one retrieval. Every object is counted once, by whichever lane sent it; when
/// enough of them are, the counts of that moment are given to <see cref="Progress"/>.
/// </summary>
/// <param name="total">How many there are, as far as known: see <see cref="Located"/> and <see cref="AllLocated"/>.</param>
/// <param name="maxStep">The most sub-operations between two counts that are given.</param>
internal sealed class SubOperations(int total, int maxStep, RetrieveStatistics statistics)
{
    /// <summary>Of more counts than a requestor takes the oldest are not told.</summary>
    private const int MaxProgress = 1024;

    /// <summary>A receiver may give each object a comment of its own: further reasons are counted together.</summary>
    private const int MaxReasons = 16;

    private const string OtherReasons = "other reasons";

    private readonly Lock _gate = new();
    private readonly int _step = Math.Clamp(total / 100, 1, maxStep); // each object of some, each per cent of many
    private readonly List<string> _failed = [];
    private readonly Dictionary<string, int> _reasons = [];
    private readonly Channel<SubOperationCounts> _progress = Channel.CreateBounded<SubOperationCounts>(
        new BoundedChannelOptions(MaxProgress) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
    private int _total = total;
    private bool _isTotalFinal;
    private int _completed;
    private int _warnings;

    /// <summary>Counts on the way, in order; ends when none remains and none will come, or <see cref="End"/> was called.</summary>
    public ChannelReader<SubOperationCounts> Progress => _progress.Reader;

    public SubOperationCounts Counts
    {
        get
        {
            lock (_gate)
                return CountLocked();
        }
    }

    /// <summary>Bytes of the data sets that were taken.</summary>
    public long Bytes { get; private set; }

    /// <summary>Why the first failed; null while none has.</summary>
    public string? FirstReason { get; private set; }

    /// <summary>SOP Instance UIDs of those that failed. Read it when nothing is counted any more.</summary>
    public IReadOnlyList<string> FailedInstances => _failed;

    /// <summary>How many failed for each reason, of many for the first ones. Read it when nothing is counted any more.</summary>
    public IReadOnlyDictionary<string, int> Reasons => _reasons;

    /// <summary>So many are there at least.</summary>
    public void Located(int count)
    {
        lock (_gate)
            _total = Math.Max(_total, count);
    }

    /// <summary>So many are there and no more.</summary>
    public void AllLocated(int count)
    {
        lock (_gate)
        {
            (_total, _isTotalFinal) = (count, true);
            if (CountLocked().Remaining == 0)
                End();
        }
    }

    /// <summary>Counts what the receiver answered.</summary>
    public void Answered(StoredInstance instance, CStoreResponse response)
    {
        if (response.Status.Class is not (DimseStatusClass.Success or DimseStatusClass.Warning))
        {
            Failed(instance, response.ErrorComment is { } comment ? $"{response.Status}: {comment}" : $"{response.Status}");
            return;
        }

        lock (_gate)
        {
            Bytes += instance.Storage.Blob.DataSetLength;
            if (response.Status.IsSuccess)
                _completed++;
            else
                _warnings++;
            Counted();
        }

        statistics.Retrieved(instance.Storage.Blob.DataSetLength);
        RetrievalMetrics.BytesRetrieved.Add(instance.Storage.Blob.DataSetLength);
        RetrievalMetrics.Counted(response.Status.IsSuccess ? "completed" : "warning");
    }

    public void Failed(StoredInstance instance, string reason)
    {
        lock (_gate)
        {
            FirstReason ??= reason;
            _failed.Add(instance.Instance.Value);
            var counted = _reasons.Count < MaxReasons || _reasons.ContainsKey(reason) ? reason : OtherReasons;
            _reasons[counted] = _reasons.GetValueOrDefault(counted) + 1;
            Counted();
        }

        RetrievalMetrics.Counted("failed");
    }

    /// <summary>No more will be counted.</summary>
    public void End() => _progress.Writer.TryComplete();

    private SubOperationCounts CountLocked() =>
        new(_total - _completed - _warnings - _failed.Count, _completed, _failed.Count, _warnings);

    private void Counted()
    {
        var counts = CountLocked();
        if (counts.Remaining > 0 && (_total - counts.Remaining) % _step == 0)
            _progress.Writer.TryWrite(counts);
        else if (counts.Remaining == 0 && _isTotalFinal)
            End();
    }
}
