using System.Collections.Concurrent;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.LoadTests.Tests;

/// <summary>A target that takes every association as it is asked for, and answers requests as the test says. It keeps nothing.</summary>
internal sealed class ScriptedTarget : IAsyncDisposable
{
    private readonly ScriptedScp _listener = new() { MaximumLength = 128 * 1024 };
    private readonly ConcurrentQueue<AAssociateRq> _requests = new();
    private readonly ConcurrentDictionary<Task, bool> _associations = new();
    private readonly Func<DimseRequest, Task<DimseStatus>> _answerAsync;
    private readonly Task _accepting;
    private volatile bool _isOver;

    /// <param name="answerAsync">Null answers Success at once.</param>
    public ScriptedTarget(Func<DimseRequest, Task<DimseStatus>>? answerAsync = null)
    {
        _answerAsync = answerAsync ?? (_ => Task.FromResult(DimseStatus.Success));
        _accepting = Task.Run(AcceptAsync);
    }

    public Target Target => new("127.0.0.1", _listener.Port, new AeTitle("TARGET"), null);

    /// <summary>The A-ASSOCIATE-RQs that came.</summary>
    public IReadOnlyList<AAssociateRq> Requests => [.. _requests];

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_associations.Keys);
    }

    private async Task AcceptAsync()
    {
        while (!_isOver)
        {
            var association = _listener.Another();
            try
            {
                _requests.Enqueue(await association.AcceptAsync());
                _associations.TryAdd(ServeAsync(association), true);
            }
            catch (Exception ended) when (IsEnd(ended))
            {
                association.Dispose(); // a connection that came to nothing, or the end of the test
            }
        }
    }

    private async Task ServeAsync(ScriptedScp association)
    {
        using (association)
        {
            try
            {
                while (true)
                {
                    var (command, contextId, _) = await association.ReceiveMessageAsync();
                    if (command is DimseRequest request)
                        await association.SendAsync(contextId, request.Respond(await _answerAsync(request)));
                }
            }
            catch (InvalidDataException)
            {
                await EndAsync(association);
            }
            catch (Exception ended) when (IsEnd(ended))
            {
                // The other side is gone.
            }
        }
    }

    /// <summary>No message came: A-RELEASE-RQ, an abort, or the end.</summary>
    private static async Task EndAsync(ScriptedScp association)
    {
        try
        {
            await association.SendAsync(AReleaseRp.Instance);
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // It was no A-RELEASE-RQ.
        }
    }

    private static bool IsEnd(Exception exception) =>
        exception is IOException or InvalidDataException or ObjectDisposedException or OperationCanceledException or PduException or System.Net.Sockets.SocketException;
}
