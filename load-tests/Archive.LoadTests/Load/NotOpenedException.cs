namespace Archive.LoadTests.Load;

/// <summary>There is no association to send on.</summary>
internal sealed class NotOpenedException(Failure failure) : Exception(failure.Text)
{
    public Failure Failure { get; } = failure;
}
