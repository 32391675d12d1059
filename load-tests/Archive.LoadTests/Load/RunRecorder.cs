using Archive.LoadTests.Reports;

namespace Archive.LoadTests.Load;

/// <summary>
/// Keeps what happens in a run. An operation counts when its planned start lies in the measured time, however late it ends: else the slowest of all would be
/// left out. Called by all devices at once; a lock is held for a few hundred nanoseconds.
/// </summary>
internal sealed class RunRecorder(RunClock clock, TimeSpan duration)
{
    private const int SlowestKept = 10;
    private const int MaxErrorKinds = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<OperationKey, OperationStatistics> _operations = [];
    private readonly Dictionary<(OperationKey, string), RunError> _errors = [];
    private readonly PriorityQueue<SlowObject, TimeSpan> _slowest = new();
    private readonly Timeline _timeline = new();
    private TimeSpan _end = duration;
    private int _inFlight;

    /// <summary>A start by the rig this much behind its plan, though a device was free, is late: the rig's own fault.</summary>
    public static TimeSpan LateAfter { get; } = TimeSpan.FromMilliseconds(10);

    public RunClock Clock => clock;

    /// <summary>The end of the measured time.</summary>
    public TimeSpan End
    {
        get
        {
            lock (_gate)
                return _end;
        }
    }

    public int InFlight => Volatile.Read(ref _inFlight);

    public IReadOnlyList<OperationStatistics> Operations
    {
        get
        {
            lock (_gate)
                return [.. _operations.Values.OrderBy(operation => operation.Key.Modality, StringComparer.Ordinal).ThenBy(operation => operation.Key.Name, StringComparer.Ordinal)];
        }
    }

    public IReadOnlyList<RunError> Errors
    {
        get
        {
            lock (_gate)
                return [.. _errors.Values.OrderByDescending(error => error.Count)];
        }
    }

    public IReadOnlyList<SlowObject> Slowest
    {
        get
        {
            lock (_gate)
                return [.. _slowest.UnorderedItems.Select(item => item.Element).OrderByDescending(slow => slow.LatencyMs)];
        }
    }

    /// <summary>The seconds that have ended.</summary>
    public IReadOnlyList<TimelineSecond> Seconds
    {
        get
        {
            lock (_gate)
            {
                _timeline.CloseUntil((int)Math.Max(0, clock.Now.TotalSeconds), _inFlight);
                return _timeline.Seconds;
            }
        }
    }

    /// <summary>The statistics of an operation; devices ask once and keep them.</summary>
    public OperationStatistics Of(string modality, string name)
    {
        var key = new OperationKey(modality, name);
        lock (_gate)
        {
            if (!_operations.TryGetValue(key, out var operation))
                _operations.Add(key, operation = new OperationStatistics(key));
            return operation;
        }
    }

    /// <summary>Ends the measured time now, unless it has ended: what is planned later counts for nothing. In the warm-up nothing was measured yet.</summary>
    public void EndNow()
    {
        lock (_gate)
            _end = TimeSpan.FromTicks(Math.Clamp(clock.Now.Ticks, 0, _end.Ticks));
    }

    /// <param name="hadFreeDevice">It could have begun when it was planned.</param>
    public OperationScope Begin(OperationStatistics operation, TimeSpan planned, string trace, bool hadFreeDevice = false)
    {
        var now = clock.Now;
        lock (_gate)
        {
            _inFlight += operation.IsWhole ? 0 : 1;
            if (IsMeasured(planned))
            {
                operation.Planned++;
                if (!operation.IsWhole)
                    _timeline.Plan(planned);
                if (hadFreeDevice && now - planned > LateAfter)
                    operation.LateStarts++;
            }
        }

        return new OperationScope(operation, planned, now, trace);
    }

    public void Complete(in OperationScope scope, Outcome outcome, string? sopInstance = null)
    {
        var now = clock.Now;
        var (latency, service) = (now - scope.Planned, now - scope.Started);
        lock (_gate)
        {
            _inFlight -= scope.Operation.IsWhole ? 0 : 1;
            if (!IsMeasured(scope.Planned))
                return;
            if (outcome.Failure is { } failure)
                Count(scope, failure, sopInstance);
            var isTimed = outcome.Failure is null or { IsWait: true };
            if (outcome.IsSuccess)
            {
                scope.Operation.Succeeded++;
                scope.Operation.SucceededInTime += now < _end ? 1 : 0;
            }
            else
                scope.Operation.Failed++;
            scope.Operation.Bytes += outcome.Bytes;
            if (isTimed)
            {
                Histograms.Record(scope.Operation.Latency, latency);
                Histograms.Record(scope.Operation.Service, service);
                if (!scope.Operation.IsWhole)
                    KeepSlow(scope, latency, service, outcome, sopInstance);
            }

            if (!scope.Operation.IsWhole)
                _timeline.Complete(now, isTimed ? latency : null, isTimed ? service : null, outcome.IsSuccess, outcome.Bytes, _inFlight);
        }
    }

    /// <summary>An attempt failed that is made again: it counts as an error, its operation goes on.</summary>
    public void CountAttempt(in OperationScope scope, Failure failure, string? sopInstance)
    {
        lock (_gate)
        {
            if (IsMeasured(scope.Planned))
                Count(scope, failure, sopInstance);
        }
    }

    private bool IsMeasured(TimeSpan planned) => planned >= TimeSpan.Zero && planned < _end;

    private void Count(in OperationScope scope, Failure failure, string? sopInstance)
    {
        var operation = scope.Operation.Key;
        var key = (operation, failure.Kind);
        if (_errors.TryGetValue(key, out var error))
            _errors[key] = error with { Count = error.Count + 1 };
        else if (_errors.Count < MaxErrorKinds)
        {
            _errors.Add(key, new RunError
            {
                Modality = operation.Modality,
                Operation = operation.Name,
                Kind = failure.Kind,
                Count = 1,
                FirstSecond = (int)scope.Planned.TotalSeconds,
                FirstExample = sopInstance is null ? failure.Text : $"{failure.Text} ({sopInstance})",
            });
        }
    }

    private void KeepSlow(in OperationScope scope, TimeSpan latency, TimeSpan service, Outcome outcome, string? sopInstance)
    {
        if (_slowest.Count == SlowestKept && _slowest.TryPeek(out _, out var least) && latency <= least)
            return;
        var slow = new SlowObject
        {
            Modality = scope.Operation.Key.Modality,
            Operation = scope.Operation.Key.Name,
            SopInstanceUid = sopInstance,
            Trace = scope.Trace,
            PlannedSecond = scope.Planned.TotalSeconds,
            LatencyMs = latency.TotalMilliseconds,
            ServiceMs = service.TotalMilliseconds,
            Outcome = outcome.Failure?.Kind ?? "succeeded",
        };
        if (_slowest.Count == SlowestKept)
            _slowest.EnqueueDequeue(slow, latency);
        else
            _slowest.Enqueue(slow, latency);
    }
}
