using Akka.Configuration;
using Akka.Dispatch;

namespace Archive.Actors.Work;

/// <summary>
/// Runs actors on the thread pool, and what one actor's turn makes ready right after it on the same thread. To wake another thread for it
/// costs more than most turns do. For actors whose turns are short and that never block: who told something goes on first.
/// </summary>
/// <remarks>Set in <c>archive.conf</c>. Akka makes one for each dispatcher; they share nothing but threads.</remarks>
internal sealed class ContinuingExecutor(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    /// <summary>The dispatcher of <c>archive.conf</c> that uses it.</summary>
    public const string Dispatcher = "archive.continuing-dispatcher";

    /// <summary>A chain that does not end lets others have the thread after so many turns.</summary>
    private const int LongestChain = 32;

    [ThreadStatic]
    private static Chain? _chain;

    public override ExecutorService Produce(string id) => new Service(id);

    /// <summary>Does something, and then here what that made ready. Only on a thread of the pool; elsewhere the pool does it.</summary>
    public static void Continue(Action cause)
    {
        if (_chain is not null || !Thread.CurrentThread.IsThreadPoolThread)
            cause();
        else
            new Chain().Run(cause);
    }

    private sealed class Service(string id) : ExecutorService(id)
    {
        public override void Execute(IRunnable run)
        {
            if (_chain is not { } chain || !chain.TryAppend(run))
                ThreadPool.UnsafeQueueUserWorkItem(new Chain(run), preferLocal: false);
        }

        public override void Shutdown()
        {
            // The pool outlives every dispatcher.
        }
    }

    /// <summary>Turns that run on one thread, each made ready by one before it. What else they make ready is the pool's: it may run beside.</summary>
    private sealed class Chain(IRunnable? next = null) : IThreadPoolWorkItem
    {
        private IRunnable? _next = next;
        private int _length;

        public bool TryAppend(IRunnable run)
        {
            if (_next is not null || _length >= LongestChain)
                return false;
            _next = run;
            return true;
        }

        public void Execute()
        {
            _chain = this;
            try
            {
                RunOn();
            }
            finally
            {
                End();
            }
        }

        public void Run(Action cause)
        {
            _chain = this;
            try
            {
                cause();
                RunOn();
            }
            finally
            {
                End();
            }
        }

        private void RunOn()
        {
            while (_next is { } run)
            {
                _next = null;
                _length++;
                run.Run();
            }
        }

        /// <summary>After a failure, what was ready is the pool's.</summary>
        private void End()
        {
            _chain = null;
            if (_next is { } left)
                ThreadPool.UnsafeQueueUserWorkItem(new Chain(left), preferLocal: false);
        }
    }
}
