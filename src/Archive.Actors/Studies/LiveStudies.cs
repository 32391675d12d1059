using Akka.Actor;

namespace Archive.Actors.Studies;

/// <summary>
/// The studies in the memory of this node, and how much they may hold (P5). A study weighs what it holds: its objects, their
/// versions, and <see cref="WeightOfActor"/> for itself. It is charged before it is loaded, loads at once share a part of the
/// limit, and over the limit the longest idle studies are told to leave. Busy ones stay: what they hold beyond the limit is
/// bounded by what is in flight.
/// </summary>
/// <remarks>May be called from any thread.</remarks>
public sealed class LiveStudies
{
    /// <summary>What an actor takes beside its objects, in objects.</summary>
    public const int WeightOfActor = 10;

    private readonly Lock _gate = new();
    private readonly HashSet<LiveStudy> _studies = [];
    private readonly Queue<(TaskCompletionSource Turn, long Weight)> _waiting = new();
    private readonly long _limit;
    private readonly long _loadingLimit;
    private long _weight;
    private long _loading;
    private long _leaving;

    public LiveStudies(StudySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _limit = settings.MaxLiveInstances;
        _loadingLimit = Math.Max(1, _limit / 4);
        StudyMetrics.Observe(this);
    }

    /// <summary>What all of them weigh, those included that are being loaded.</summary>
    public long Weight => Interlocked.Read(ref _weight);

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _studies.Count;
        }
    }

    /// <summary>Charges a study that is about to be loaded, when the loads under way leave room for it. One alone always may.</summary>
    /// <returns>Ends the load.</returns>
    internal async ValueTask<Load> LoadAsync(long instances, CancellationToken cancellationToken)
    {
        var weight = instances + WeightOfActor;
        TaskCompletionSource? turn = null;
        lock (_gate)
        {
            if (_waiting.Count == 0 && MayLoad(weight))
                _loading += weight;
            else
                _waiting.Enqueue((turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), weight));
        }

        if (turn is not null)
        {
            // Its turn may come while it is being given up; then the load ends before it began.
            await using var registration = cancellationToken.UnsafeRegister(static (turn, token) => ((TaskCompletionSource)turn!).TrySetCanceled(token), turn);
            await turn.Task.ConfigureAwait(false);
        }

        Charge(weight);
        return new Load(this, weight);
    }

    internal LiveStudy Enter(IActorRef actor, long instances)
    {
        var study = new LiveStudy(this, actor);
        lock (_gate)
            _studies.Add(study);
        study.Grow(instances + WeightOfActor);
        return study;
    }

    internal void Leave(LiveStudy study)
    {
        lock (_gate)
        {
            if (!_studies.Remove(study))
                return;
            Stay(study);
        }

        Interlocked.Add(ref _weight, -study.Weight);
    }

    /// <summary>A study that was told to leave is busy again.</summary>
    internal void Stay(LiveStudy study)
    {
        lock (_gate)
        {
            _leaving -= study.Leaving;
            study.Leaving = 0;
        }
    }

    internal void Charge(long weight)
    {
        if (Interlocked.Add(ref _weight, weight) > _limit && weight > 0)
            MakeRoom();
    }

    private bool MayLoad(long weight) => _loading == 0 || _loading + weight <= _loadingLimit;

    private void EndLoad(long weight)
    {
        Interlocked.Add(ref _weight, -weight);
        lock (_gate)
        {
            _loading -= weight;
            while (_waiting.TryPeek(out var next) && MayLoad(next.Weight))
            {
                _waiting.Dequeue();
                if (next.Turn.TrySetResult())
                    _loading += next.Weight;
            }
        }
    }

    /// <summary>Tells a sixteenth more than necessary, so that not every new object has to look at all studies.</summary>
    private void MakeRoom()
    {
        lock (_gate)
        {
            var excess = Weight - _leaving - (_limit - (_limit / 16));
            if (Weight - _leaving <= _limit)
                return;
            foreach (var study in _studies.Where(study => study.Leaving == 0).OrderBy(study => study.LastActiveAt).ToList())
            {
                if (excess <= 0)
                    break;
                study.Leaving = study.Weight;
                _leaving += study.Leaving;
                excess -= study.Leaving;
                study.Actor.Tell(LeaveMemory.Instance);
            }
        }
    }

    /// <summary>A load under way.</summary>
    internal readonly struct Load(LiveStudies studies, long weight) : IDisposable
    {
        public void Dispose() => studies.EndLoad(weight);
    }
}
