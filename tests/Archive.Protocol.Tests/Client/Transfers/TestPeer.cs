using System.Threading.Channels;
using Archive.Protocol.Client.Transfers;

namespace Archive.Protocol.Tests.Client.Transfers;

/// <summary>A peer that does with each association and each object what the test says.</summary>
internal sealed class TestPeer : ITransferPeer
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Channel<TestAssociation> _opened = Channel.CreateUnbounded<TestAssociation>();

    /// <summary>How many failures in a row without an answer are borne.</summary>
    public int Retries { get; init; }

    /// <summary>Called before each association; what it throws is why there is none.</summary>
    public Action<bool>? Connecting { get; init; }

    public int Window { get; init; } = 1;

    /// <summary>The SOP classes of one association; null for all that come.</summary>
    public int MaxNeeds { get; init; } = int.MaxValue;

    /// <summary>Associations to come answer everything without the test.</summary>
    public bool AnswersAll { get; set; }

    /// <summary>The next association that was opened.</summary>
    public async Task<TestAssociation> AcceptAsync() => await _opened.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    public Task<ITransferAssociation> ConnectAsync(IReadOnlyCollection<TransferNeed> waiting, bool isFirst, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Connecting?.Invoke(isFirst);
        var association = new TestAssociation(Window, MaxNeeds == int.MaxValue ? null : [.. waiting.Take(MaxNeeds)]) { IsOfFirstLane = isFirst, AnswersAll = AnswersAll };
        _opened.Writer.TryWrite(association);
        return Task.FromResult<ITransferAssociation>(association);
    }

    public TimeSpan? AfterFailure(Exception failure, int failures) => failures > Retries ? null : TimeSpan.Zero;
}
