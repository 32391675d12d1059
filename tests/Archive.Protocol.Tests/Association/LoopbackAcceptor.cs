using System.IO.Pipelines;
using System.Net.Sockets;
using Archive.Protocol.Association;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Tests.Association;

/// <summary>The smallest acceptor: reader, writer, state table and negotiation on a socket; data is counted and thrown away.</summary>
internal sealed class LoopbackAcceptor : IAssociationHost, IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly PduReader _reader;
    private readonly PduWriter _writer;
    private readonly AssociationStateMachine _machine;
    private readonly CancellationTokenSource _artim = new();
    private readonly Task _running;

    public LoopbackAcceptor(NetworkStream stream)
    {
        _stream = stream;
        _reader = new PduReader(PipeReader.Create(stream), new PduLimits { MaxPDataBytes = TestPolicies.Full.MaximumLength });
        _writer = new PduWriter(stream);
        _machine = new AssociationStateMachine(this);
        _running = RunAsync();
    }

    public long DataBytes { get; private set; }

    public AssociationIndication? LastIndication { get; private set; }

    /// <summary>Ends when the connection is closed.</summary>
    public Task Completion => _running;

    public void ExpireArtimTimer() => _artim.Cancel();

    public ValueTask ConnectAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask SendAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken) => _writer.WriteAsync(pdu, cancellationToken);

    public ValueTask CloseAsync() => _stream.DisposeAsync();

    public void StartArtimTimer()
    {
    }

    public void StopArtimTimer()
    {
    }

    public async ValueTask IndicateAsync(AssociationIndication indication, ProtocolDataUnit? pdu, CancellationToken cancellationToken)
    {
        LastIndication = indication;
        switch (indication)
        {
            case AssociationIndication.AssociateRequested:
                var answer = TestPolicies.Acceptor().Answer((AAssociateRq)pdu!);
                await _machine.RaiseAsync(answer is AAssociateAc ? AssociationEvent.Evt7 : AssociationEvent.Evt8, answer, cancellationToken);
                break;
            case AssociationIndication.ReleaseRequested:
                await _machine.RaiseAsync(AssociationEvent.Evt14, cancellationToken: cancellationToken);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _running;
        _artim.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await _machine.RaiseAsync(AssociationEvent.Evt5);
            await ReadAsync(_artim.Token);
            await _machine.RaiseAsync(AssociationEvent.Evt17);
        }
        catch (OperationCanceledException)
        {
            await _machine.RaiseAsync(AssociationEvent.Evt18);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            await _machine.RaiseAsync(AssociationEvent.Evt17);
        }
    }

    private async Task ReadAsync(CancellationToken artim)
    {
        try
        {
            while (await _reader.ReadAsync(artim) is { IsEnd: false } read)
            {
                if (read.Pdu is { } pdu)
                    await _machine.ReceiveAsync(pdu, artim);
                else if (_machine.ReceivesData)
                    DataBytes += read.Slice.Payload.Length;
                else
                    await _machine.RaiseAsync(AssociationEvent.Evt10, cancellationToken: artim);
            }
        }
        catch (PduException invalid)
        {
            await _machine.ReceiveInvalidAsync(invalid, artim);
            await _reader.DiscardAsync(artim);
        }
    }
}
