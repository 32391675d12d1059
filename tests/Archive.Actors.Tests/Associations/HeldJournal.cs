using Archive.Storage.Journal;

namespace Archive.Actors.Tests.Associations;

/// <summary>A journal whose appends the test can hold back before anything of them is durable, or let fail.</summary>
internal sealed class HeldJournal(IJournal journal) : IJournal
{
    private readonly Gate _gate = new();
    private Func<JournalAppend, Exception?> _failureOf = _ => null;
    private Exception? _readFailure;
    private int _appends;
    private Task _last = Task.CompletedTask; // whoever is held comes to the journal in his order all the same

    /// <summary>Appends of events that were not made to fail.</summary>
    public int Appends => Volatile.Read(ref _appends);

    /// <summary>Appends that are being held back.</summary>
    public int Waiting => _gate.Waiting;

    public void Hold() => _gate.Close();

    public void Release() => _gate.Open();

    /// <summary>Lets the next appends of events fail, and no others.</summary>
    public void FailNext(Exception failure, int count = 1)
    {
        var left = count;
        Fail(_ => Interlocked.Decrement(ref left) >= 0 ? failure : null);
    }

    /// <summary>Lets those appends of events fail for which there is a failure.</summary>
    public void Fail(Func<JournalAppend, Exception?> failureOf) => _failureOf = failureOf;

    /// <summary>Lets the events of an entity not be read any more.</summary>
    public void FailReads(Exception failure) => _readFailure = failure;

    public async ValueTask<AppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default)
    {
        if (append.Events.Count > 0)
        {
            if (_failureOf(append) is { } failure)
                throw failure;
            Interlocked.Increment(ref _appends);
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Interlocked.Exchange(ref _last, done.Task);
        await _gate.PassAsync();
        await before;
        var appending = journal.AppendAsync(append, cancellationToken);
        done.SetResult();
        return await appending;
    }

    public IAsyncEnumerable<JournalRecord> ReadAsync(long afterPosition, CancellationToken cancellationToken = default) =>
        journal.ReadAsync(afterPosition, cancellationToken);

    public IAsyncEnumerable<JournalRecord> ReadEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default) =>
        _readFailure is null ? journal.ReadEntityAsync(entity, afterSequence, cancellationToken) : throw _readFailure;
}
