using Archive.Actors.Kernel;
using Archive.Testing;

namespace Archive.Actors.Tests.Kernel;

/// <summary>An actor whose every message brings its own behaviour; it reports the life of its incarnations.</summary>
internal sealed class ScriptedActor : Actor<ScriptedActor.Turn>
{
    private readonly Action<string>? _life;
    private readonly Func<ScriptedActor, ValueTask>? _onStart;

    public ScriptedActor(Action<string>? life = null, Func<ScriptedActor, ValueTask>? onStart = null)
    {
        _life = life;
        _onStart = onStart;
    }

    /// <summary>State that a restart loses.</summary>
    public int Count { get; set; }

    public Func<ValueTask>? OnTimeout { get; set; }

    public static Props<Turn> Props(Action<string>? life = null, Func<ScriptedActor, ValueTask>? onStart = null) =>
        new(() => new ScriptedActor(life, onStart));

    protected override ValueTask ReceiveAsync(Turn message) => message(this);

    protected override async ValueTask PreStartAsync()
    {
        _life?.Invoke("start");
        if (_onStart is not null)
            await _onStart(this);
    }

    protected override async ValueTask PreRestartAsync(Exception reason)
    {
        _life?.Invoke($"restart: {reason.Message}");
        await base.PreRestartAsync(reason);
    }

    protected override ValueTask PostStopAsync()
    {
        _life?.Invoke("stop");
        return ValueTask.CompletedTask;
    }

    protected override ValueTask OnReceiveTimeoutAsync() => OnTimeout?.Invoke() ?? ValueTask.CompletedTask;

    public delegate ValueTask Turn(ScriptedActor actor);
}

internal static class ScriptedActorExtensions
{
    /// <summary>In virtual time, which these asks do not move.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>Runs a turn and returns when it has run.</summary>
    public static async Task<TReply> RunAsync<TReply>(this IActorRef<ScriptedActor.Turn> actor, Func<ScriptedActor, TReply> turn) =>
        await actor.AskAsync(
            (ReplyTo<TReply> replyTo) => self =>
            {
                replyTo.Tell(turn(self));
                return ValueTask.CompletedTask;
            },
            Deadline).AsTask().WaitAsync(Wait.Limit);

    /// <summary>Runs a turn that fails and returns what its asker got.</summary>
    public static async Task<Exception> FailAsync(this IActorRef<ScriptedActor.Turn> actor, string message = "boom") =>
        await Assert.ThrowsAnyAsync<Exception>(() => actor.RunAsync<int>(_ => throw new InvalidOperationException(message)));

    /// <summary>Holds the actor in a turn until the returned gate is opened; completes when the turn has begun.</summary>
    public static async Task<TaskCompletionSource> HoldAsync(this IActorRef<ScriptedActor.Turn> actor)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await actor.TellAsync(async _ =>
        {
            begun.SetResult();
            await gate.Task;
        });
        await begun.Task.WaitAsync(Wait.Limit);
        return gate;
    }
}
