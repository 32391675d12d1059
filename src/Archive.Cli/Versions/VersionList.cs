using System.Runtime.CompilerServices;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Cli.Versions;

/// <summary>The objects that have versions, each with all of them in the order in which they came, the current one among them.</summary>
internal static class VersionList
{
    /// <param name="study">Only those of a study.</param>
    /// <param name="instance">Only those of one UID.</param>
    public static async IAsyncEnumerable<ListedVersion> ReadAsync(
        IArchiveIndex index, StudyInstanceUid? study, SopInstanceUid? instance, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoredInstance? last = null;
        StoredInstance? current = null;
        var number = 0;
        await foreach (var version in index.FindVersionsAsync(study, instance, cancellationToken))
        {
            if (last is null || (last.Study, last.Instance) != (version.Study, version.Instance))
            {
                if (current is not null)
                    yield return new ListedVersion(++number, current);
                current = await FindCurrentAsync(index, version, cancellationToken);
                number = 0;
            }

            if (current is not null && current.Storage.ReceivedAt <= version.Storage.ReceivedAt)
            {
                yield return new ListedVersion(++number, current);
                current = null;
            }

            yield return new ListedVersion(++number, version);
            last = version;
        }

        if (current is not null)
            yield return new ListedVersion(++number, current);
    }

    public static async Task<StoredInstance?> FindCurrentAsync(IArchiveIndex index, StoredInstance version, CancellationToken cancellationToken) =>
        await index.FindInstancesAsync(version.Instance, cancellationToken).FirstOrDefaultAsync(found => found.Study == version.Study, cancellationToken);
}
