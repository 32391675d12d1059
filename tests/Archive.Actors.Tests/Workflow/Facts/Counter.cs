using Archive.Actors.Workflow.Facts;
using Archive.Storage.Workflow;

namespace Archive.Actors.Tests.Workflow.Facts;

/// <summary>A kind of facts of the tests' own: it counts, and knows a command by its token.</summary>
internal sealed record Counter(string Id, int Total, IReadOnlyList<string> Tokens, bool IsClosed) : IFactState<Counter>
{
    public const uint Parity = 0x00080060;

    static FactKind IFactState<Counter>.Kind => FactKind.PerformedStep;

    bool IFactState<Counter>.IsOpen => !IsClosed;

    DateTimeOffset? IFactState<Counter>.DueAt => IsClosed ? null : DateTimeOffset.UnixEpoch.AddSeconds(Total);

    IReadOnlyList<FactTerm> IFactState<Counter>.Terms => [new(Parity, Total % 2 == 0 ? "EVEN" : "ODD")];

    public static FactProtocol<Counter> Protocol() => new FactProtocol<Counter>(CounterJson.Default.Counter)
        .WithEvent("Counted", 1, CounterJson.Default.Counted).WithEvent("CounterClosed", 1, CounterJson.Default.CounterClosed)
        .WithMessage("test-count", CounterJson.Default.Count).WithMessage("test-close", CounterJson.Default.CloseCounter).WithMessage("test-read", CounterJson.Default.ReadCounter)
        .WithMessage("test-total", CounterJson.Default.TotalReply);

    static Counter IFactState<Counter>.Empty(string id) => new(id, 0, [], IsClosed: false);

    FactDecision IFactState<Counter>.Decide(IFactCommand command, DateTimeOffset now) => command switch
    {
        Count { By: 0 } => throw new InvalidOperationException("It counts nothing."),
        Count count when Tokens.Contains(count.Token) => FactDecision.Nothing(new TotalReply(Total)),
        Count count => new FactDecision([new Counted(count.Token, count.By)], new TotalReply(Total + count.By)),
        CloseCounter close => new FactDecision([new Counted("last", close.By), new CounterClosed()], new TotalReply(Total + close.By)),
        ReadCounter => FactDecision.Nothing(new TotalReply(Total)),
        _ => throw new NotSupportedException(command.GetType().Name),
    };

    Counter IFactState<Counter>.Apply(IFactEvent happened) => happened switch
    {
        Counted counted => this with { Total = Total + counted.By, Tokens = [.. Tokens, counted.Token] },
        CounterClosed => this with { IsClosed = true },
        _ => throw new NotSupportedException(happened.GetType().Name),
    };
}
