using System.Collections.Concurrent;
using Archive.Actors.Associations.Stages;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Associations;

/// <summary>
/// An association in which data may flow: begins the operations that the reading stream brings and runs them beside it. The stream goes on
/// reading: the next object of an asynchronous sender, a C-CANCEL, the responses to a C-GET's sub-operations.
/// </summary>
internal sealed class AssociationSession : IAssociation, IOperations
{
    /// <summary>How long what runs aside may go on when the association has ended.</summary>
    private static readonly TimeSpan AsideTimeout = TimeSpan.FromSeconds(1);

    private readonly AssociationServices _services;
    private readonly MessageWriter _writer;
    private readonly SendProgress _progress;
    private readonly ISessionOwner _owner;
    private readonly PendingRequests _pending = new();
    private readonly ConcurrentDictionary<ushort, Cancellable> _cancellable = new();
    private readonly AssociationStatistics _statistics = new();
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _left;
    private readonly TaskCompletionSource _allDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasMisdirected; // has sent a response or C-CANCEL that belongs to nothing
    private int _undone = 1; // what runs, and the association itself
    private int _operations;

    public AssociationSession(
        long number, NegotiatedAssociation negotiated, Peer peer, AssociationServices services, MessageWriter writer, SendProgress progress, ISessionOwner owner)
    {
        Number = number;
        Negotiated = negotiated;
        Peer = peer;
        _services = services;
        _writer = writer;
        _progress = progress;
        _owner = owner;
        _left = new CancellationTokenSource(Timeout.InfiniteTimeSpan, services.Time);
        var (window, most) = (negotiated.Window.MaxInvoked, services.Settings.MaxOperations);
        _slots = new SemaphoreSlim(window == 0 ? most : Math.Min(window, most));
    }

    public long Number { get; }

    public NegotiatedAssociation Negotiated { get; }

    public Peer Peer { get; }

    public CancellationToken Ended => _ended.Token;

    /// <summary>Operations that have been asked for and are not answered yet, without the one being received.</summary>
    public int Operations => Volatile.Read(ref _operations);

    public T StatisticsOf<T>()
        where T : class, IServiceStatistics, new() => _statistics.Of<T>();

    /// <summary>What was done, for the log.</summary>
    public string Describe(TimeSpan duration) => _statistics.Describe(duration);

    public ValueTask RespondAsync(PresentationContext context, DimseResponse response, ReadOnlyMemory<byte>? dataSet = null)
    {
        if (!response.Status.IsPending && _cancellable.TryGetValue(response.MessageIdBeingRespondedTo, out var answered) && answered.Response == response.Field)
            _cancellable.TryRemove(KeyValuePair.Create(response.MessageIdBeingRespondedTo, answered));
        return _writer.SendAsync(context.Id, response, dataSet is { } bytes ? bytes : default(DataSetSource), Ended);
    }

    public ValueTask RefuseAsync(PresentationContext context, DimseRequest request, DimseStatus status, string comment) =>
        _writer.SendAsync(context.Id, request.Respond(status, comment), default, Ended);

    public ValueTask AppendAsync(PresentationContext context, DimseResponse response, ReadOnlyMemory<byte> dataSet) =>
        _writer.AppendAsync(context.Id, response, dataSet, Ended);

    public ValueTask FlushAsync() => _writer.FlushAsync(Ended);

    public async Task<DimseResponse?> InvokeAsync(
        PresentationContext context, DimseRequest request, Stream? dataSet, ResponsePatience patience, CancellationToken cancellationToken)
    {
        var pending = _pending.Add(context, request);
        try
        {
            request = request with { MessageId = pending.MessageId, HasDataSet = dataSet is not null };
            await _writer.SendAsync(context.Id, request, dataSet is null ? default : new DataSetSource(dataSet), cancellationToken);
            var answered = pending.WaitToReadAsync(cancellationToken);
            if (!await IsAnsweredAsync(answered, patience))
                return null;
            await answered;
            return pending.TryRead(out var answer) ? answer.Response : null;
        }
        finally
        {
            _pending.Remove(pending);
        }
    }

    public ValueTask TakeSlotAsync() => new(_slots.WaitAsync(Ended));

    public void ReturnSlot() => _slots.Release();

    public void Run(Func<Task> operation)
    {
        Interlocked.Increment(ref _operations);
        Interlocked.Increment(ref _undone);
        _ = RunAsync(operation, isAside: false);
    }

    public void RunAside(Func<CancellationToken, Task> work)
    {
        Interlocked.Increment(ref _undone);
        _ = RunAsync(() => work(_left.Token), isAside: true);
    }

    public async Task RunCancellableAsync(PresentationContext context, DimseRequest request, Func<CancellationToken, Task> operation)
    {
        // Not disposed of: a C-CANCEL that crosses the last response may still find it. It has nothing to give back.
        var cancellable = new Cancellable(ResponseTo(request), new CancellationTokenSource());
        if (Operations > _services.Settings.MaxOperations)
        {
            await RefuseAsync(context, request, DimseStatus.OutOfResources, "Too many operations at once on this association.");
            return;
        }

        if (!_cancellable.TryAdd(request.MessageId, cancellable))
        {
            await RefuseAsync(context, request, DimseStatus.DuplicateInvocation, $"Message ID {request.MessageId} is in use.");
            return;
        }

        try
        {
            await operation(cancellable.Cancellation.Token);
        }
        finally
        {
            _cancellable.TryRemove(KeyValuePair.Create(request.MessageId, cancellable)); // not that of a request which follows
        }
    }

    /// <summary>Ends what is in progress, and returns when all of it has ended. What was received whole is still recorded.</summary>
    /// <param name="reading">The end of the reading stream, which abandons what it was receiving.</param>
    public async ValueTask EndAsync(Task reading)
    {
        try
        {
            await _ended.CancelAsync();
            _pending.TryEnd(new ConnectionLostException("The association is over."));
            _left.CancelAfter(AsideTimeout);
            await reading;
        }
        finally
        {
            Done();
            await _allDone.Task;
            _left.Dispose();
        }
    }

    private static CommandField ResponseTo(DimseRequest request) => request.Field | (CommandField)0x8000;

    private async Task RunAsync(Func<Task> operation, bool isAside)
    {
        try
        {
            await operation();
        }
        catch (Exception) when (Ended.IsCancellationRequested)
        {
            // Whatever was still being done for a peer that is gone.
        }
        catch (ConnectionLostException)
        {
            // The reader sees it, too.
        }
        catch (Exception e)
        {
            Log.OperationFailed(_services.Logger, Number, Negotiated.CallingAeTitle, e);
            _owner.Fail("an operation failed in the archive");
        }
        finally
        {
            if (!isAside)
                Interlocked.Decrement(ref _operations);
            Done();
            _owner.OperationEnded();
        }
    }

    private void Done()
    {
        if (Interlocked.Decrement(ref _undone) == 0)
            _allDone.SetResult();
    }

    /// <summary>Begins what a command asks for, or brings it to what waits for it.</summary>
    public async ValueTask<IDataSetSink?> BeginAsync(PresentationContext context, CommandSet command)
    {
        switch (command)
        {
            case DimseRequest request when _services.Services.Find(context, request.Field) is { } service:
                return await service.BeginAsync(this, context, request);
            case DimseRequest request:
                await RefuseAsync(context, request, DimseStatus.UnrecognizedOperation, $"{request.Field} is not provided for this SOP class.");
                return null;
            case CCancelRequest cancel:
                if (_cancellable.TryGetValue(cancel.MessageIdBeingRespondedTo, out var cancellable))
                    await cancellable.Cancellation.CancelAsync();
                else if (!_cancellable.IsEmpty)
                    NoteMisdirected(cancel.Field, cancel.MessageIdBeingRespondedTo);
                return null;
            case DimseResponse response:
                if (_pending.TryFind(response, out var pending))
                    await _pending.AnswerAsync(pending, response, [], Ended); // a data set of a response is read past
                else
                    NoteMisdirected(response.Field, response.MessageIdBeingRespondedTo);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Waits for the answer to what has been sent, after a C-CANCEL a little while and no more.</summary>
    private async ValueTask<bool> IsAnsweredAsync(Task response, ResponsePatience patience)
    {
        var sent = _progress.WrittenBytes;
        var cancellation = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (patience.Canceled.UnsafeRegister(static cancellation => ((TaskCompletionSource)cancellation!).TrySetResult(), cancellation))
        {
            if (!await _progress.AwaitAsync(Task.WhenAny(response, cancellation.Task), sent, patience.Timeout, _services.Time))
                return false;
        }

        return response.IsCompleted || await _progress.AwaitAsync(response, sent, patience.CanceledTimeout, _services.Time);
    }

    /// <summary>Says once on an association that a Message ID belongs to nothing: what it should have answered or ended goes on without it.</summary>
    private void NoteMisdirected(CommandField field, ushort messageId)
    {
        if (!_hasMisdirected)
            Log.Misdirected(_services.Logger, Number, Negotiated.CallingAeTitle, field, messageId);
        _hasMisdirected = true;
    }

    /// <summary>An operation of the peer that a C-CANCEL may end.</summary>
    /// <param name="Response">What answers it.</param>
    private sealed record Cancellable(CommandField Response, CancellationTokenSource Cancellation);
}
