using System.Buffers;
using Archive.Actors.Services.Retrieve;
using Archive.Protocol.Dimse;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>
/// Finds out which instances of a list are safe: in the index with the class that the peer names, and whole when they are read back. A row
/// alone proves nothing. Works page by page, no faster than the settings allow. What the database does not answer is an exception: there is
/// no result then. May be called from any thread; disks are waited for on threads of the store.
/// </summary>
internal sealed class CommitmentChecker(IArchiveIndex index, IBlobStore blobs, CommitmentSettings settings, TimeProvider time)
{
    private const int PageSize = 1000;
    private const int BufferBytes = 256 * 1024;

    private readonly ReadPace _pace = new(settings.MaxReadBytesPerSecond, time);

    /// <summary>Whether an instance is safe.</summary>
    private enum Verdict
    {
        Safe,
        Missing,
        WrongClass,
        Unreadable,
        Damaged,
    }

    /// <param name="waited">How long instances were waited for already.</param>
    public async Task<CommitmentCheck> CheckAsync(ReadOnlyMemory<byte> list, TimeSpan waited, CancellationToken cancellationToken)
    {
        if (waited < settings.Grace && await CountMissingAsync(list, cancellationToken) is > 0 and var missing)
            return new CommitmentCheck(missing, "Instances have not come yet.", []);
        var failures = new List<CommitmentFailure>();
        var at = 0;
        foreach (var page in CommitmentList.ReadPages(list, PageSize))
        {
            foreach (var reference in page)
            {
                var verdict = await JudgeAsync(reference, cancellationToken);
                if (verdict == Verdict.Missing && waited < settings.Grace)
                    return new CommitmentCheck(1, "Instances have not come yet.", []);
                if (verdict == Verdict.Unreadable && waited < settings.Grace + settings.UnreadablePatience)
                    return new CommitmentCheck(1, $"Instance {reference.Instance.Value} cannot be read at present.", []);
                if (verdict != Verdict.Safe)
                    failures.Add(new CommitmentFailure(at, ReasonOf(verdict).Code));
                at++;
            }
        }

        return new CommitmentCheck(0, null, failures);
    }

    /// <summary>Ends with the first page that lacks something: there is no result before nothing does.</summary>
    private async Task<int> CountMissingAsync(ReadOnlyMemory<byte> list, CancellationToken cancellationToken)
    {
        foreach (var page in CommitmentList.ReadPages(list, PageSize))
        {
            var missing = 0;
            foreach (var reference in page)
            {
                if (!await index.FindInstancesAsync(reference.Instance, cancellationToken).AnyAsync(cancellationToken))
                    missing++;
            }

            if (missing > 0)
                return missing;
        }

        return 0;
    }

    private static DimseStatus ReasonOf(Verdict verdict) => verdict switch
    {
        Verdict.Missing => DimseStatus.NoSuchSopInstance,
        Verdict.WrongClass => DimseStatus.ClassInstanceConflict,
        _ => DimseStatus.ProcessingFailure,
    };

    /// <summary>Several studies may hold the UID: one of them that has the class and is whole will do.</summary>
    private async Task<Verdict> JudgeAsync(CommitmentReference reference, CancellationToken cancellationToken)
    {
        var verdict = Verdict.Missing;
        await foreach (var found in index.FindInstancesAsync(reference.Instance, cancellationToken))
        {
            var one = found.SopClass == reference.SopClass ? await ReadBackAsync(found, cancellationToken) : Verdict.WrongClass;
            if (one == Verdict.Safe)
                return Verdict.Safe;
            if (verdict is Verdict.Missing or Verdict.WrongClass || one == Verdict.Unreadable)
                verdict = one == Verdict.WrongClass && verdict != Verdict.Missing ? verdict : one;
        }

        return verdict;
    }

    private async Task<Verdict> ReadBackAsync(StoredInstance instance, CancellationToken cancellationToken)
    {
        var verdict = await ReadOnceAsync(instance, cancellationToken);
        // What another node has written may not have been seen here as it is: what was read is forgotten then, and read anew.
        return verdict == Verdict.Damaged ? await ReadOnceAsync(instance, cancellationToken) : verdict;
    }

    private async Task<Verdict> ReadOnceAsync(StoredInstance instance, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        BlobStream? stream = null;
        try
        {
            stream = await BlobStream.OpenAsync(blobs, index, instance, cancellationToken);
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                await _pace.PayAsync(read, cancellationToken);
            return Verdict.Safe;
        }
        catch (InvalidDataException)
        {
            return stream is { HasFailed: true } ? Verdict.Damaged : Verdict.Unreadable;
        }
        finally
        {
            if (stream is not null)
                await stream.DisposeAsync();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
