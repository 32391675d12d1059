using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Testing;

/// <summary>
/// The acceptor of one association, which does message by message what the test says: also what no server would do.
/// </summary>
public sealed class ScriptedScp : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly Socket _listener;
    private readonly bool _ownsListener;
    private readonly CancellationTokenSource _deadline = new(Deadline);
    private Socket? _socket;
    private PduReader? _reader;
    private PduWriter? _writer;

    public ScriptedScp()
        : this(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), ownsListener: true)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
    }

    private ScriptedScp(Socket listener, bool ownsListener) => (_listener, _ownsListener) = (listener, ownsListener);

    /// <summary>The longest P-DATA-TF that is announced, and taken; 0 is no limit.</summary>
    public uint MaximumLength { get; init; }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>The acceptor of a further association at the same port, for as long as this one is there.</summary>
    public ScriptedScp Another() => new(_listener, ownsListener: false) { MaximumLength = MaximumLength };

    /// <summary>Takes the connection and its A-ASSOCIATE-RQ.</summary>
    public async Task<AAssociateRq> ReceiveRequestAsync()
    {
        _socket = await _listener.AcceptAsync(_deadline.Token);
        var stream = new NetworkStream(_socket);
        _reader = new PduReader(PipeReader.Create(stream), new PduLimits { MaxPDataBytes = MaximumLength });
        _writer = new PduWriter(stream);
        return (AAssociateRq)await ReceiveAsync();
    }

    /// <summary>Takes the connection and accepts contexts in their first transfer syntax, every role and the asked-for window.</summary>
    /// <param name="accepts">Null: every context.</param>
    public async Task<AAssociateRq> AcceptAsync(Func<ProposedPresentationContext, bool>? accepts = null)
    {
        var request = await ReceiveRequestAsync();
        await SendAsync(new AAssociateAc
        {
            CalledAeTitle = request.CalledAeTitle,
            CallingAeTitle = request.CallingAeTitle,
            PresentationContexts = [.. request.PresentationContexts.Select(context => new PresentationContextAnswer(
                context.Id, accepts?.Invoke(context) == false ? ContextResult.AbstractSyntaxNotSupported : ContextResult.Acceptance, context.TransferSyntaxes[0]))],
            UserInformation = new UserInformation
            {
                MaximumLength = MaximumLength,
                ImplementationClassUid = new Uid("1.2.3"),
                AsyncOperationsWindow = request.UserInformation.AsyncOperationsWindow,
                RoleSelections = request.UserInformation.RoleSelections,
            },
        });
        return request;
    }

    /// <summary>The next PDU, which is no P-DATA-TF.</summary>
    public async Task<ProtocolDataUnit> ReceiveAsync() =>
        (await _reader!.ReadAsync(_deadline.Token)).Pdu ?? throw new InvalidDataException("The connection ended, or data came.");

    /// <summary>The next message.</summary>
    /// <exception cref="InvalidDataException">Something else came, or the connection ended.</exception>
    public async Task<(CommandSet Command, byte ContextId, byte[] DataSet)> ReceiveMessageAsync()
    {
        using var commands = new CommandAssembler();
        var dataSet = new ArrayBufferWriter<byte>();
        CommandSet? command = null;
        while (true)
        {
            var read = await _reader!.ReadAsync(_deadline.Token);
            if (read.Type != PduType.PDataTf)
                throw new InvalidDataException($"{read.Type} came where a message was to come.");
            var slice = read.Slice;
            if (command is null)
                commands.TryComplete(slice.Payload, slice.IsLast, out command);
            else
                dataSet.Write(slice.Payload.ToArray());
            if (command is not null && slice.IsLast && slice.IsCommand != command.HasDataSet)
                return (command, slice.PresentationContextId, dataSet.WrittenSpan.ToArray());
        }
    }

    public async Task SendAsync(ProtocolDataUnit pdu) => await _writer!.WriteAsync(pdu, _deadline.Token);

    public async Task SendAsync(byte contextId, CommandSet command, byte[]? dataSet = null)
    {
        if (dataSet is null)
            await _writer!.WriteMessageAsync(contextId, Encode(command), _deadline.Token);
        else
            await _writer!.WriteMessageAsync(contextId, Encode(command), new ReadOnlySequence<byte>(dataSet), _deadline.Token);
    }

    /// <summary>Sends a message whose data set is the whole of a stream.</summary>
    public async Task SendAsync(byte contextId, CommandSet command, Stream dataSet) =>
        await _writer!.WriteMessageAsync(contextId, Encode(command), dataSet, dataSet.Length, _deadline.Token);

    /// <summary>Bytes that need not be a PDU.</summary>
    public async Task SendAsync(byte[] bytes) => await _socket!.SendAsync(bytes, _deadline.Token);

    /// <summary>Cuts the connection (RST), as a peer that loses its power seems to.</summary>
    public void Reset() => _socket!.Close(0);

    /// <summary>Takes an A-ABORT.</summary>
    /// <exception cref="InvalidDataException">Something else comes, or another one.</exception>
    public async Task ExpectAbortAsync(AAbort expected)
    {
        if (await ReceiveAsync() is not AAbort abort || (abort.Source, abort.Reason) != (expected.Source, expected.Reason))
            throw new InvalidDataException($"The other side was to send A-ABORT {expected}.");
    }

    /// <summary>True when the other side closes the connection without a word more.</summary>
    public async Task<bool> IsClosedByOtherSideAsync() => (await _reader!.ReadAsync(_deadline.Token)).IsEnd;

    private static ReadOnlyMemory<byte> Encode(CommandSet command)
    {
        var encoded = new ArrayBufferWriter<byte>();
        command.WriteTo(encoded);
        return encoded.WrittenMemory;
    }

    public void Dispose()
    {
        _socket?.Dispose();
        if (_ownsListener)
            _listener.Dispose();
        _deadline.Dispose();
    }
}
