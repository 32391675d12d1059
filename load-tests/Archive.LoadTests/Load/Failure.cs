using System.Net.Sockets;
using Archive.Protocol.Client;
using Archive.Protocol.Connections;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Load;

/// <summary>Why an operation failed.</summary>
/// <param name="Kind">By which failures are counted: <c>A700</c>, <c>rejected 1/3/2</c>, <c>timeout</c> …</param>
/// <param name="Text">What was said.</param>
/// <param name="IsWait">Its time is a latency that was at least so long, and counts as one: a failure that nobody waited for would make a target look faster.</param>
internal sealed record Failure(string Kind, string Text, bool IsWait = false)
{
    /// <summary>It had begun when the time for what had begun was over.</summary>
    public static readonly Failure Unfinished = new("unfinished", "It had not ended when the run ended.", IsWait: true);

    /// <summary>No device was free for it before the run ended.</summary>
    public static readonly Failure NotStarted = new("not started", "No device was free for it before the run ended.", IsWait: true);

    /// <summary>Too many waited for a device.</summary>
    public static readonly Failure TooManyWaiting = new("too many waiting", "More arrivals waited for a device than maxWaiting allows.", IsWait: true);

    /// <summary>The association is of no use any more, or the target has no resources now: another attempt can help.</summary>
    public bool IsTransient => Kind is "aborted" or "connection lost" or "not connected" or "timeout"
        || Kind.StartsWith("A7", StringComparison.Ordinal) || Kind.StartsWith("rejected 2/", StringComparison.Ordinal);

    /// <summary>Null for what is no failure of a target or a network: that is a fault of the rig, and ends the run.</summary>
    public static Failure? Of(Exception exception) => exception switch
    {
        NotOpenedException notOpened => notOpened.Failure,
        AssociationRejectedException rejected => new($"rejected {(byte)rejected.Result}/{(ushort)rejected.Reason >> 8}/{(byte)rejected.Reason}", rejected.Message),
        DimseTimeoutException => new("timeout", exception.Message, IsWait: true),
        AssociationAbortedException { InnerException: ConnectionLostException } => new("connection lost", exception.Message),
        AssociationAbortedException => new("aborted", exception.Message),
        ConnectionLostException or IOException => new("connection lost", exception.Message),
        SocketException => new("not connected", exception.Message),
        NoPresentationContextException => new("no presentation context", exception.Message),
        OperationCanceledException => Unfinished,
        _ => null,
    };
}
