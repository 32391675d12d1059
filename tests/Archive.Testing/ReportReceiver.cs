using System.Collections.Concurrent;
using System.Net.Sockets;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Testing;

/// <summary>A modality that is called and takes every report, as long as it is there.</summary>
public sealed class ReportReceiver : IAsyncDisposable
{
    private readonly ScriptedScp _listener = new();
    private readonly Task _receiving;
    private volatile bool _isStopped;
    private volatile int _caller;

    public ReportReceiver() => _receiving = Task.Run(ReceiveAsync);

    public int Port => _listener.Port;

    /// <summary>Who is thought to call from now on: noted with each report of an association, whenever that comes.</summary>
    public int Caller
    {
        get => _caller;
        set => _caller = value;
    }

    /// <summary>Reports in the order in which they came: Transaction UID, what they say, and who called.</summary>
    public ConcurrentQueue<(string TransactionUid, string Result, int Caller)> Reports { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _isStopped = true;
        _listener.Dispose();
        await _receiving;
    }

    private static bool IsOfConnection(Exception failure) => failure
        is InvalidDataException or IOException or SocketException or ObjectDisposedException or OperationCanceledException or PduException or ConnectionLostException;

    private static string ResultOf(NEventReportRequest request, DataSet information)
    {
        var safe = information.GetItems(Tags.ReferencedSOPSequence).Select(item => item.GetString(Tags.ReferencedSOPInstanceUID));
        var failed = information.GetItems(Tags.FailedSOPSequence)
            .Select(item => $"{item.GetString(Tags.ReferencedSOPInstanceUID)}={item.GetInt32(Tags.FailureReason):X4}");
        return $"{request.EventTypeId}: {string.Join(' ', safe)}; {string.Join(' ', failed)}";
    }

    private async Task ReceiveAsync()
    {
        while (!_isStopped)
        {
            using var association = _listener.Another();
            try
            {
                var caller = 0;
                await association.AcceptAsync(_ =>
                {
                    caller = Caller; // nothing is reported before the answer, so whoever asks has not been killed before this
                    return true;
                });
                await ServeAsync(association, caller);
            }
            catch (Exception failure) when (IsOfConnection(failure))
            {
                // The node was killed, or the test is over.
            }
        }
    }

    private async Task ServeAsync(ScriptedScp association, int caller)
    {
        try
        {
            while (true)
            {
                var (command, context, bytes) = await association.ReceiveMessageAsync();
                var request = (NEventReportRequest)command;
                var information = DataSetReader.Read(bytes, TransferSyntax.ExplicitVrLittleEndian);
                Reports.Enqueue((information.GetString(Tags.TransactionUID)!, ResultOf(request, information), caller));
                await association.SendAsync(context, request.Respond(DimseStatus.Success));
            }
        }
        catch (InvalidDataException)
        {
            await association.SendAsync(AReleaseRp.Instance); // what came was no message
        }
    }
}
