using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

/// <summary>A peer that takes one association after the other and answers each C-STORE as the test says.</summary>
internal sealed class StoreScp : IAsyncDisposable
{
    private readonly ScriptedScp _scp = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    /// <param name="answer">The status to answer with; null cuts the connection.</param>
    public StoreScp(Func<CStoreRequest, Task<DimseStatus?>> answer) => _serving = ServeAsync(answer);

    public int Port => _scp.Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _scp.Dispose();
        try
        {
            await _serving;
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // It waits for an association that will not come.
        }

        _stop.Dispose();
    }

    private async Task ServeAsync(Func<CStoreRequest, Task<DimseStatus?>> answer)
    {
        while (true)
        {
            await _scp.AcceptAsync();
            try
            {
                while (true)
                {
                    var (command, context, _) = await _scp.ReceiveMessageAsync();
                    if (await answer((CStoreRequest)command) is not { } status)
                        break;
                    await _scp.SendAsync(context, ((CStoreRequest)command).Respond(status));
                }

                _scp.Reset();
            }
            catch (InvalidDataException)
            {
                await _scp.SendAsync(AReleaseRp.Instance);
            }
        }
    }
}
