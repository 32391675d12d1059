using Archive.LoadTests.Population;

namespace Archive.LoadTests.Simulators;

/// <summary>
/// The studies of a run that were sent, so that they can be asked for and verified. Thread-safe. It holds no data, a few hundred bytes for each study; what
/// comes beyond its limit is sent but cannot be verified.
/// </summary>
internal sealed class StudyLedger(int maxStudies = 200_000)
{
    private readonly Lock _gate = new();
    private readonly List<SentStudy> _begun = [];
    private readonly List<SentStudy> _done = [];

    /// <summary>Studies that are not kept here.</summary>
    public long Dropped { get; private set; }

    public IReadOnlyList<SentStudy> All
    {
        get
        {
            lock (_gate)
                return [.. _begun];
        }
    }

    public void Begin(SentStudy study)
    {
        lock (_gate)
        {
            if (_begun.Count < maxStudies)
                _begun.Add(study);
            else
                Dropped++;
        }
    }

    /// <summary>Nothing more of it is sent: it may be asked for.</summary>
    public void Finish(SentStudy study)
    {
        if (study.Count == 0)
            return;
        lock (_gate)
        {
            if (_done.Count < maxStudies)
                _done.Add(study);
        }
    }

    /// <summary>Any of those that are done; null while there are none.</summary>
    public SentStudy? Choose(ref Draw draw)
    {
        lock (_gate)
            return _done.Count == 0 ? null : _done[draw.Next(_done.Count)];
    }
}
