using Archive.Storage.Journal;

namespace Archive.Actors.Tests.Associations;

/// <summary>A journal whose appends the test can hold back before anything of them is durable, or let fail.</summary>
internal sealed class HeldJournal(IJournal journal) : IJournal
{
    private readonly Gate _gate = new();
    private Exception? _failure;

    /// <summary>Appends that are being held back.</summary>
    public int Waiting => _gate.Waiting;

    public void Hold() => _gate.Close();

    public void Release() => _gate.Open();

    /// <summary>Lets the next append fail, and no other.</summary>
    public void FailNext(Exception failure) => _failure = failure;

    public async ValueTask<AppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
            throw failure;
        await _gate.PassAsync();
        return await journal.AppendAsync(append, cancellationToken);
    }

    public IAsyncEnumerable<JournalRecord> ReadAsync(long afterPosition, CancellationToken cancellationToken = default) =>
        journal.ReadAsync(afterPosition, cancellationToken);

    public IAsyncEnumerable<JournalRecord> ReadEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default) =>
        journal.ReadEntityAsync(entity, afterSequence, cancellationToken);
}
