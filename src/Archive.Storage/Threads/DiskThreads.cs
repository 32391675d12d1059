namespace Archive.Storage.Threads;

/// <summary>
/// A bounded number of threads for calls that wait for a disk, so that none waits on the thread pool. Threads: each is started when
/// it is first needed and kept; what comes when all are busy waits in line. The one that became idle last goes on first: its caches
/// are warm, and a wake-up the less is paid when calls come one after the other.
/// </summary>
/// <remarks>The line needs no bound of its own: for each call in it somebody waits.</remarks>
internal sealed class DiskThreads : IDisposable
{
    [ThreadStatic]
    private static DiskThreads? _ofThisThread;

    private readonly string _name;
    private readonly int _count;
    private readonly TaskCreationOptions _options;
    private readonly object _gate = new();
    private readonly Queue<IDiskCall> _line = new();   // not empty: no thread is idle
    private readonly Stack<Idle> _idle = new();
    private int _started;
    private int _running;
    private bool _isStopping;

    /// <param name="name">What the threads are called.</param>
    /// <param name="count">How many calls run at once.</param>
    /// <param name="callersGoOnHere">
    /// Who waited goes on on the thread that answers, until he waits again: a wake-up the less. For callers that never block. Else on the thread pool.
    /// </param>
    public DiskThreads(string name, int count, bool callersGoOnHere = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _options = callersGoOnHere ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;
        _name = name;
        _count = count;
    }

    /// <summary>Runs the call on one of the threads; at once when this is one of them.</summary>
    /// <param name="cancellationToken">Ends the wait for a thread. A call that has begun runs to its end.</param>
    public ValueTask<TResult> RunAsync<TArgument, TResult>(Func<TArgument, TResult> call, TArgument argument, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _ofThisThread == this ? new ValueTask<TResult>(call(argument)) : TakeTurnAsync(call, argument, cancellationToken);
    }

    /// <summary>As <see cref="RunAsync{TArgument, TResult}"/>, but in its turn also when this is one of the threads.</summary>
    public ValueTask<TResult> TakeTurnAsync<TArgument, TResult>(Func<TArgument, TResult> call, TArgument argument, CancellationToken cancellationToken)
    {
        var run = new DiskCall<TArgument, TResult>(call, argument, _options);
        if (Begin(run))
            run.CancelWith(cancellationToken);
        return new ValueTask<TResult>(run.Task);
    }

    /// <summary>Runs the call on one of the threads, at once when this is one of them.</summary>
    public ValueTask<TResult> RunAsync<TResult>(Func<TResult> call, CancellationToken cancellationToken = default) =>
        RunAsync(static call => call(), call, cancellationToken);

    /// <summary>Runs the call on one of the threads, at once when this is one of them.</summary>
    public async ValueTask RunAsync(Action call) => await RunAsync(static call =>
    {
        call();
        return true;
    }, call).ConfigureAwait(false);

    /// <summary>Runs what waits in line, then ends the threads and waits for that; but for the one on which it is called.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            while (_idle.TryPop(out var idle))
                idle.Wake(null);
            while (_running > (_ofThisThread == this ? 1 : 0))
                Monitor.Wait(_gate);
        }
    }

    /// <returns>True when the call has to wait in line.</returns>
    private bool Begin(IDiskCall call)
    {
        Idle? idle;
        int number;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopping, this);
            if (!_idle.TryPop(out idle) && _started == _count)
            {
                _line.Enqueue(call);
                return true;
            }

            number = idle is null ? ++_started : 0;
            if (idle is null)
                _running++;
        }

        if (idle is not null)
            idle.Wake(call);
        else
            Start(call, number);
        return false;
    }

    private void Start(IDiskCall call, int number)
    {
        var idle = new Idle();
        idle.Wake(call);
        new Thread(() => Run(idle)) { Name = $"{_name} {number}", IsBackground = true }.UnsafeStart();
    }

    private void Run(Idle idle)
    {
        _ofThisThread = this;
        while (RunNext(idle))
            GiveNext(idle);
        lock (_gate)
        {
            _running--;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for a call and runs it. Who has returned from here holds nothing of it, nor of what it has read: its caller does.</summary>
    /// <returns>False when the thread is to end.</returns>
    private static bool RunNext(Idle idle)
    {
        var call = idle.Wait();
        call?.Run();
        return call is not null;
    }

    private void GiveNext(Idle idle)
    {
        lock (_gate)
        {
            if (_line.TryDequeue(out var next) || _isStopping)
                idle.Wake(next);
            else
                _idle.Push(idle);
        }
    }

    /// <summary>Where one thread waits for its next call.</summary>
    private sealed class Idle
    {
        private readonly object _gate = new();
        private IDiskCall? _next;
        private bool _isWoken;

        public void Wake(IDiskCall? next)
        {
            lock (_gate)
            {
                (_next, _isWoken) = (next, true);
                Monitor.Pulse(_gate);
            }
        }

        public IDiskCall? Wait()
        {
            lock (_gate)
            {
                while (!_isWoken)
                    Monitor.Wait(_gate);
                _isWoken = false;
                var next = _next;
                _next = null;
                return next;
            }
        }
    }
}
