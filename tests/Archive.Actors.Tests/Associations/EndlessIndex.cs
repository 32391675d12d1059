using System.Runtime.CompilerServices;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>An index whose every query has matches without end, each there at once, until it is disposed or a test's limit is over: also a query that nobody ends is over with its test.</summary>
internal sealed class EndlessIndex(IArchiveIndex index) : ForwardingIndex(index), IDisposable
{
    private readonly long _endMs = Environment.TickCount64 + (long)Wait.Limit.TotalMilliseconds;
    private volatile bool _isOver;

    public void Dispose() => _isOver = true;

    public override async IAsyncEnumerable<DataSet> FindAsync(
        FindRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var match = new DataSet().SetString(Tags.StudyInstanceUID, "1.2.3").SetString(Tags.StudyDescription, new string('x', 64));
        await Task.CompletedTask;
        while (!_isOver && Environment.TickCount64 < _endMs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return match;
        }
    }
}
