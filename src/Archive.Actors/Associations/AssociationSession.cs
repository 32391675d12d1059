using System.Collections.Concurrent;
using Archive.Actors.Kernel;
using Archive.Actors.Services.Query;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Services.Storage;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Associations;

/// <summary>
/// An association in which data may flow: turns the slices that the reader meets into commands and hands data sets on
/// while they arrive. Operations run beside the reader, which goes on reading: the next object of an asynchronous
/// sender, a C-CANCEL, the responses to a C-GET's sub-operations.
/// </summary>
internal sealed class AssociationSession
{
    private readonly IActorRef<AssociationMessage> _actor;
    private readonly AssociationWriter _writer;
    private readonly CommandAssembler _commands = new();
    private readonly ConcurrentDictionary<ushort, CancellationTokenSource> _cancellable = new();
    private readonly ConcurrentDictionary<ushort, TaskCompletionSource<CStoreResponse>> _subOperations = new();
    private readonly SemaphoreSlim _storeSlots;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _allDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PresentationContext? _dataSetContext;
    private IDataSetSink? _sink;
    private bool _hasMisdirected; // has sent a response or C-CANCEL that belongs to nothing
    private int _undone = 1; // operations, and the association itself
    private int _lastMessageId;

    public AssociationSession(
        NegotiatedAssociation negotiated, Peer peer, ArchiveServices services, AssociationWriter writer, IActorRef<AssociationMessage> actor)
    {
        Negotiated = negotiated;
        Peer = peer;
        Services = services;
        Deviations = new DeviationLog(services.Logger, negotiated.CallingAeTitle);
        _writer = writer;
        _actor = actor;
        var window = negotiated.Window.MaxInvoked;
        _storeSlots = new SemaphoreSlim(window == 0 ? services.Settings.MaxOperations : Math.Min((int)window, services.Settings.MaxOperations));
    }

    public NegotiatedAssociation Negotiated { get; }

    public Peer Peer { get; }

    public ArchiveServices Services { get; }

    public ILogger Logger => Services.Logger;

    public AssociationStatistics Statistics { get; } = new();

    /// <summary>What stored objects broke of the standard.</summary>
    public DeviationLog Deviations { get; }

    /// <summary>Cancelled when the association is over: nothing can be sent any more.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Operations that have been asked for and are not answered yet, without the one being received.</summary>
    public int Operations => Volatile.Read(ref _undone) - 1;

    /// <summary>A message has begun and is not complete.</summary>
    public bool IsReceiving => _sink is not null || _commands.IsIncomplete;

    /// <summary>What queries and retrievals of this context may use beyond the baseline.</summary>
    public QueryFeatures FeaturesOf(PresentationContext context) =>
        QueryNegotiation.GrantedFor(context.AbstractSyntax, Negotiated)
        | (Peer.Queries.IsAlwaysRelational ? QueryFeatures.Relational : QueryFeatures.None);

    /// <summary>Takes what the reader met.</summary>
    /// <exception cref="PduException">The slice does not belong here.</exception>
    /// <exception cref="CommandFormatException">The command cannot be understood, nor therefore answered.</exception>
    public async ValueTask ReceiveAsync(PdvSlice slice)
    {
        if (slice.IsCommand)
        {
            if (_sink is not null)
                throw new PduException(AbortReason.UnexpectedPduParameter, "A command came where a data set was announced.");
            if (!_commands.TryComplete(slice.Payload, slice.IsLast, out var command))
                return;
            var context = Negotiated.Find(slice.PresentationContextId)
                ?? throw new PduException(AbortReason.InvalidPduParameterValue, $"Presentation context {slice.PresentationContextId} was not accepted.");
            var sink = await BeginAsync(context, command);
            if (command.HasDataSet)
                (_dataSetContext, _sink) = (context, sink ?? DiscardingSink.Instance);
            else if (sink is not null)
                await sink.CompleteAsync();
            return;
        }

        if (_sink is null || _dataSetContext!.Id != slice.PresentationContextId)
            throw new PduException(AbortReason.UnexpectedPduParameter, "A data set came that no command announced.");
        await _sink.AppendAsync(slice.Payload);
        if (!slice.IsLast)
            return;
        await _sink.CompleteAsync();
        _sink = null;
    }

    /// <summary>Sends a message. With the last response of a query or retrieval its Message ID is free: the peer may use it at once.</summary>
    public ValueTask SendAsync(PresentationContext context, CommandSet command, ReadOnlyMemory<byte>? dataSet = null)
    {
        if (command is DimseResponse { Status.IsPending: false } last and (CFindResponse or RetrieveResponse))
            _cancellable.TryRemove(last.MessageIdBeingRespondedTo, out _);
        return _writer.SendAsync(context.Id, command, dataSet, Ended);
    }

    /// <summary>Sends a message together with those that follow it soon.</summary>
    public ValueTask AppendAsync(PresentationContext context, CommandSet command, ReadOnlyMemory<byte> dataSet) =>
        _writer.AppendAsync(context.Id, command, dataSet, Ended);

    /// <summary>Sends what was appended.</summary>
    public ValueTask FlushAsync() => _writer.FlushAsync(Ended);

    /// <summary>Sends an object as a sub-operation and waits for the peer's response.</summary>
    /// <param name="request">Gets a Message ID that no other one in flight has.</param>
    /// <param name="canceled">A C-CANCEL of the operation: the response is no longer waited for as long.</param>
    /// <returns>Null when the peer has the object and did not answer in time. The association goes on.</returns>
    public async Task<CStoreResponse?> StoreAsync(
        PresentationContext context, CStoreRequest request, Stream dataSet, CancellationToken canceled, CancellationToken cancellationToken)
    {
        var response = new TaskCompletionSource<CStoreResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        do
            request = request with { MessageId = (ushort)Interlocked.Increment(ref _lastMessageId) };
        while (!_subOperations.TryAdd(request.MessageId, response));
        try
        {
            await _writer.SendAsync(context.Id, request, dataSet, cancellationToken);
            await using var ended = cancellationToken.UnsafeRegister(
                static (response, token) => ((TaskCompletionSource<CStoreResponse>)response!).TrySetCanceled(token), response);
            return await IsAnsweredAsync(response.Task, canceled) ? await response.Task : null;
        }
        finally
        {
            _subOperations.TryRemove(request.MessageId, out _);
        }
    }

    /// <summary>Waits for the answer to what has been sent, after a C-CANCEL a little while and no more.</summary>
    private async ValueTask<bool> IsAnsweredAsync(Task response, CancellationToken canceled)
    {
        var (sent, settings) = (_writer.Progress.WrittenBytes, Services.Retrieval);
        var cancellation = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (canceled.UnsafeRegister(static cancellation => ((TaskCompletionSource)cancellation!).TrySetResult(), cancellation))
        {
            if (!await _writer.Progress.AwaitAsync(Task.WhenAny(response, cancellation.Task), sent, settings.ResponseTimeout, Services.Time))
                return false;
        }

        return response.IsCompleted || await _writer.Progress.AwaitAsync(response, sent, settings.CanceledResponseTimeout, Services.Time);
    }

    /// <summary>Ends what is in progress, and returns when all of it has ended. What was received whole is still recorded.</summary>
    /// <param name="reading">The reader's end: only then is what it was receiving free to be abandoned.</param>
    public async ValueTask EndAsync(Task reading)
    {
        await _ended.CancelAsync();
        await reading;
        _commands.Dispose();
        if (_sink is { } sink)
        {
            _sink = null;
            await sink.AbandonAsync();
        }

        Done();
        await _allDone.Task;
    }

    /// <summary>Runs an operation beside the reader. Its failure aborts the association, unless that is over already.</summary>
    public void Run(Func<Task> operation)
    {
        Interlocked.Increment(ref _undone);
        _ = RunAsync(operation);
    }

    private async Task RunAsync(Func<Task> operation)
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
            Log.OperationFailed(Logger, e);
            _actor.TryTell(new AssociationFailed("an operation failed in the archive"));
        }
        finally
        {
            Done();
            _actor.TryTell(new OperationEnded());
        }
    }

    private void Done()
    {
        if (Interlocked.Decrement(ref _undone) == 0)
            _allDone.SetResult();
    }

    private async ValueTask<IDataSetSink?> BeginAsync(PresentationContext context, CommandSet command)
    {
        switch (command)
        {
            case CStoreRequest store:
                await _storeSlots.WaitAsync(Ended);
                return new StoreOperation(this, context, store, EndStore);
            case CFindRequest find when context.Is(QueryRetrieveService.Find):
                return await BeginAsync(context, find, (identifier, canceled) => new FindOperation(this, context, find).RunAsync(identifier, canceled));
            case CGetRequest get when context.Is(QueryRetrieveService.Get):
                return await BeginAsync(context, get, (identifier, canceled) => new GetOperation(this, context, get).RunAsync(identifier, canceled));
            case CMoveRequest move when context.Is(QueryRetrieveService.Move):
                return await BeginAsync(context, move, (identifier, canceled) => new MoveOperation(this, context, move).RunAsync(identifier, canceled));
            case CEchoRequest echo:
                Statistics.Echoed();
                await SendAsync(context, echo.Respond(DimseStatus.Success));
                return null;
            case CCancelRequest cancel:
                if (_cancellable.TryGetValue(cancel.MessageIdBeingRespondedTo, out var cancellation))
                    await cancellation.CancelAsync();
                else if (!_cancellable.IsEmpty)
                    NoteMisdirected(cancel.Field, cancel.MessageIdBeingRespondedTo);
                return null;
            case CStoreResponse response when _subOperations.TryGetValue(response.MessageIdBeingRespondedTo, out var subOperation):
                subOperation.TrySetResult(response);
                return null;
            case DimseResponse response:
                NoteMisdirected(response.Field, response.MessageIdBeingRespondedTo);
                return null;
            case DimseRequest request:
                await SendAsync(context, request.Respond(DimseStatus.UnrecognizedOperation, $"{request.Field} is not provided for this SOP class."));
                return null;
            default:
                return null;
        }
    }

    /// <summary>Says once on an association that a Message ID belongs to nothing: what it should have answered or ended goes on without it.</summary>
    private void NoteMisdirected(CommandField field, ushort messageId)
    {
        if (!_hasMisdirected)
            Log.Misdirected(Logger, Negotiated.CallingAeTitle, field, messageId);
        _hasMisdirected = true;
    }

    /// <summary>Begins a query or retrieval, whose identifier follows; null when it is refused already.</summary>
    private async ValueTask<IDataSetSink?> BeginAsync(PresentationContext context, DimseRequest request, Func<DataSet, CancellationToken, Task> run)
    {
        if (request.SopClassUid != context.AbstractSyntax)
        {
            await RefuseAsync(context, request, DimseStatus.SopClassNotSupported, $"SOP class {request.SopClassUid} was not agreed for this context.");
            return null;
        }

        if (!request.HasDataSet)
        {
            await RefuseAsync(context, request, DimseStatus.DataSetDoesNotMatchSopClass, "The identifier is missing.");
            return null;
        }

        return new IdentifierSink(
            context.TransferSyntax, Services.Settings.MaxIdentifierBytes, Peer.FallbackCharacterSet, Services.Budget,
            identifier => Run(() => RunCancellableAsync(context, request, identifier, run)),
            (status, comment) => RefuseAsync(context, request, status, comment));
    }

    /// <summary>Answers a request that does not begin. An operation that goes on under the same Message ID is not touched.</summary>
    private ValueTask RefuseAsync(PresentationContext context, DimseRequest request, DimseStatus status, string comment) =>
        _writer.SendAsync(context.Id, request.Respond(status, comment), default(ReadOnlyMemory<byte>?), Ended);

    private async Task RunCancellableAsync(PresentationContext context, DimseRequest request, ReceivedIdentifier received, Func<DataSet, CancellationToken, Task> run)
    {
        using var identifier = received;
        // Not disposed of: a C-CANCEL that crosses the last response may still find it. It has nothing to give back.
        var cancellation = new CancellationTokenSource();
        if (Operations > Services.Settings.MaxOperations)
        {
            await RefuseAsync(context, request, DimseStatus.OutOfResources, "Too many operations at once on this association.");
            return;
        }

        if (!_cancellable.TryAdd(request.MessageId, cancellation))
        {
            await RefuseAsync(context, request, DimseStatus.DuplicateInvocation, $"Message ID {request.MessageId} is in use.");
            return;
        }

        try
        {
            await Task.Yield(); // An index that answers at once would keep the reader from seeing a C-CANCEL.
            await run(identifier.DataSet, cancellation.Token);
        }
        finally
        {
            _cancellable.TryRemove(KeyValuePair.Create(request.MessageId, cancellation)); // not that of a request which follows
        }
    }

    private void EndStore() => _storeSlots.Release();
}
