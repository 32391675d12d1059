using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Archive.Actors.Tests.TestKit;

/// <summary>
/// Akka's timers by a <see cref="TimeProvider"/>: those of associations and of maintenance, so that a test that moves time moves them. All
/// others go by real time, Akka's own among them.
/// </summary>
public sealed class TimeProviderScheduler : SchedulerBase, IDisposable
{
    private static readonly AsyncLocal<TimeProvider?> Current = new();

    private readonly TimeProvider _time = Current.Value ?? TimeProvider.System;
    private readonly IScheduler _real;

    public TimeProviderScheduler(Config config, ILoggingAdapter log)
        : base(config, log) => _real = new HashedWheelTimerScheduler(config, log);

    public override TimeSpan MonotonicClock => _real.MonotonicClock;

    public override TimeSpan HighResMonotonicClock => _real.HighResMonotonicClock;

    protected override DateTimeOffset TimeNow => _real.Now;

    /// <summary>Configures the system that is created next, in the same asynchronous flow.</summary>
    public static Config Use(TimeProvider time)
    {
        Current.Value = time;
        return ConfigurationFactory.ParseString(
            $"akka.scheduler.implementation = \"{typeof(TimeProviderScheduler).FullName}, {typeof(TimeProviderScheduler).Assembly.GetName().Name}\"");
    }

    public void Dispose() => ((IDisposable)_real).Dispose();

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable)
    {
        if (receiver is not IActorRef { Path: var path } || !IsVirtual(path.ToStringWithoutAddress()))
        {
            _real.ScheduleTellOnce(delay, receiver, message, sender, cancelable);
            return;
        }

        var timer = _time.CreateTimer(
            _ =>
            {
                if (cancelable is not { IsCancellationRequested: true })
                    receiver.Tell(message, sender);
            },
            null,
            delay,
            Timeout.InfiniteTimeSpan);
        cancelable?.Token.Register(timer.Dispose);
    }

    private static bool IsVirtual(string path) =>
        ((string[])["/user/associations", "/user/maintenance", "/user/adoption"]).Any(actor => path.StartsWith(actor, StringComparison.Ordinal));

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        _real.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => _real.Advanced.ScheduleOnce(delay, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => _real.Advanced.ScheduleOnce(delay, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        _real.Advanced.ScheduleRepeatedly(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        _real.Advanced.ScheduleRepeatedly(initialDelay, interval, action, cancelable);
}
