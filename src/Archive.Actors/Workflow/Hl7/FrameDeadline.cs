namespace Archive.Actors.Workflow.Hl7;

/// <summary>Cancels after a time, or when it is canceled from outside; tells which.</summary>
internal sealed class FrameDeadline : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _both;

    public FrameDeadline(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = new CancellationTokenSource(limit, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellationToken);
    }

    public CancellationToken Token => _both.Token;

    public bool HasPassed => _limit.IsCancellationRequested;

    public void Dispose()
    {
        _both.Dispose();
        _limit.Dispose();
    }
}
