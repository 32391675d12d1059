using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Archive.Protocol.Association;

namespace Archive.Protocol.Dimse;

/// <summary>The requests of this side that the peer has not answered yet, by Message ID. Ends once, with all of them. Thread-safe.</summary>
public sealed class PendingRequests
{
    private readonly Dictionary<ushort, PendingRequest> _requests = [];
    private ushort _lastMessageId;

    /// <summary>Why there will be no more responses; null as long as there may be.</summary>
    public Exception? End { get; private set; }

    public int Count
    {
        get
        {
            lock (_requests)
                return _requests.Count;
        }
    }

    /// <summary>Makes room for the responses of a request, under a Message ID that no other outstanding one has.</summary>
    /// <exception cref="Exception">The <see cref="End"/>.</exception>
    public PendingRequest Add(PresentationContext context, DimseRequest request)
    {
        lock (_requests)
        {
            if (End is not null)
                throw End;
            do
                _lastMessageId++;
            while (_requests.ContainsKey(_lastMessageId));
            var pending = new PendingRequest(_lastMessageId, context, request.Field | (CommandField)0x8000);
            _requests.Add(pending.MessageId, pending);
            return pending;
        }
    }

    /// <summary>The request that a response belongs to; false when it is misdirected.</summary>
    public bool TryFind(DimseResponse response, [NotNullWhen(true)] out PendingRequest? request)
    {
        lock (_requests)
            return _requests.TryGetValue(response.MessageIdBeingRespondedTo, out request) && request.ResponseField == response.Field;
    }

    /// <summary>Gives a response to its request. The last one frees the Message ID.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AnswerAsync(PendingRequest request, DimseResponse response, byte[] dataSet, CancellationToken cancellationToken)
    {
        if (!response.Status.IsPending)
            Forget(request);
        try
        {
            await request.AddAsync(response, dataSet, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled)
        {
            request.End(End ?? canceled);
            throw;
        }
    }

    /// <summary>Takes back a request for which nobody waits any more; no matter whether it is answered.</summary>
    public void Remove(PendingRequest request)
    {
        Forget(request);
        request.End(null);
    }

    /// <summary>Fails all that wait and all that come; false when that was done before.</summary>
    public bool TryEnd(Exception cause)
    {
        lock (_requests)
        {
            if (End is not null)
                return false;
            End = cause;
            foreach (var request in _requests.Values)
                request.End(cause);
            return true;
        }
    }

    private void Forget(PendingRequest request)
    {
        lock (_requests)
        {
            if (_requests.TryGetValue(request.MessageId, out var other) && other == request)
                _requests.Remove(request.MessageId);
        }
    }
}
