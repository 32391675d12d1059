using System.Globalization;
using System.Threading.Channels;
using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Tests.Client.Transfers;

/// <summary>An association on which objects are answered by the test.</summary>
internal sealed class TestAssociation(int window, HashSet<TransferNeed>? needs) : ITransferAssociation
{
    private readonly Channel<TestStore> _stores = Channel.CreateUnbounded<TestStore>();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;
    private int _inFlight;

    public IReadOnlyList<PresentationContext> Contexts { get; } =
        [new(1, SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian, IsRequestorScu: true, IsRequestorScp: false)];

    public int Window => window;

    public bool GoesOn { get; set; } = true;

    public bool IsOfFirstLane { get; init; }

    /// <summary>Every object is answered without the test.</summary>
    public bool AnswersAll { get; init; }

    public bool IsReleased { get; private set; }

    /// <summary>Objects that were begun and are not answered.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public bool Suits(TransferNeed need) => needs is null || needs.Contains(need);

    /// <summary>The next object that was sent, whole.</summary>
    public async Task<TestStore> ReceiveAsync() => await _stores.Reader.ReadAsync().AsTask().WaitAsync(TestPeer.Limit);

    /// <summary>Takes so many objects, each answered at once.</summary>
    public async Task<List<int>> TakeAsync(int count)
    {
        var numbers = new List<int>();
        while (numbers.Count < count)
        {
            var store = await ReceiveAsync();
            numbers.Add(store.Number);
            store.Answer();
        }

        return numbers;
    }

    /// <summary>Fails what is in flight and all that comes.</summary>
    public void Fail(Exception failure)
    {
        _failure = failure;
        _end.TrySetException(failure);
    }

    /// <summary>Waits until the lane has left it.</summary>
    public Task LeftAsync() => _left.Task.WaitAsync(TestPeer.Limit);

    public async Task<CStoreResponse?> StoreAsync(OutgoingObject outgoing, CancellationToken cancellationToken)
    {
        if (_failure is not null)
            throw _failure;
        Interlocked.Increment(ref _inFlight);
        try
        {
            await outgoing.CopyToAsync(Stream.Null, cancellationToken);
            var number = int.Parse(outgoing.Request.AffectedSopInstanceUid.Value["1.2.".Length..], CultureInfo.InvariantCulture);
            var store = new TestStore(number, outgoing.Request);
            if (AnswersAll)
                store.Answer();
            _stores.Writer.TryWrite(store);
            await await Task.WhenAny(store.Response.Task, _end.Task).WaitAsync(cancellationToken);
            return await store.Response.Task;
        }
        catch (UnreadableObjectException broken)
        {
            Fail(new AssociationAbortedException("Aborted by this side", broken)); // for a message is half sent
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    public ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        IsReleased = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _left.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
