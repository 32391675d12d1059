using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Association;

namespace Archive.Protocol.Client;

/// <summary>The requests that are outstanding on an association, by Message ID. Ends once, with all of them. Thread-safe.</summary>
internal sealed class PendingRequests
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
    public PendingRequest Add(PresentationContext context)
    {
        lock (_requests)
        {
            if (End is not null)
                throw End;
            do
                _lastMessageId++;
            while (_requests.ContainsKey(_lastMessageId));
            var request = new PendingRequest(_lastMessageId, context);
            _requests.Add(request.MessageId, request);
            return request;
        }
    }

    public bool TryGet(ushort messageId, [NotNullWhen(true)] out PendingRequest? request)
    {
        lock (_requests)
            return _requests.TryGetValue(messageId, out request);
    }

    public void Remove(PendingRequest request)
    {
        lock (_requests)
            _requests.Remove(request.MessageId);
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
                request.Fail(cause);
            return true;
        }
    }
}
