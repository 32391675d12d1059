using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.LoadTests.Storms;

/// <summary>Connections that come to nothing, of every kind, played byte by byte: what they leave behind is the archive's alone.</summary>
internal sealed class Visits(int port)
{
    private const byte Context = 1;
    private const int PartOfObject = 64 * 1024;

    /// <summary>One in so many says half of what it came for and nothing more, until ARTIM (30 s) ends it: 1,200 of them at a time.</summary>
    private const int SilentEvery = 25;

    private static readonly byte[] Wanted = NewRequest("ARCHIVE");
    private static readonly byte[] Unwanted = NewRequest("NOBODY");
    private static readonly byte[] HalfObject = NewHalfObject();

    private readonly (string Name, Func<Socket, byte[], Task<bool>> VisitAsync)[] _kinds =
    [
        ("closed at once", static (_, _) => Task.FromResult(true)),
        ("refused (A-ASSOCIATE-RJ)", RefusedAsync),
        ("reset in the middle of an object", ResetAsync),
        ("aborted in the middle of an object", AbortedAsync),
    ];

    private long _visits;
    private long _unserved;

    public IEnumerable<string> Kinds => [.. _kinds.Select(kind => kind.Name), $"one in {SilentEvery} silent after half a request"];

    /// <summary>Connections so far.</summary>
    public long Count => Interlocked.Read(ref _visits);

    /// <summary>Those of them that were closed by the archive before it did what was expected.</summary>
    public long Unserved => Interlocked.Read(ref _unserved);

    /// <summary>Makes a connection of the next kind and sees it to its end.</summary>
    public async Task VisitAsync()
    {
        var number = Interlocked.Increment(ref _visits);
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            // From many addresses: those of one have too few ports for a minute of connections that wait for their last packets.
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(1 + (number % 200))]), 0));
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var visit = number % SilentEvery == 0 ? SilentAsync : _kinds[number % _kinds.Length].VisitAsync;
            if (!await visit(socket, buffer))
                Interlocked.Increment(ref _unserved);
        }
        catch (SocketException)
        {
            Interlocked.Increment(ref _unserved);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<bool> RefusedAsync(Socket socket, byte[] buffer)
    {
        await socket.SendAsync(Unwanted);
        return await ReceiveAsync(socket, buffer) == PduType.AAssociateRj;
    }

    private static async Task<bool> ResetAsync(Socket socket, byte[] buffer)
    {
        if (!await BeginObjectAsync(socket, buffer))
            return false;
        socket.LingerState = new LingerOption(enable: true, 0); // closing sends a reset
        return true;
    }

    private static async Task<bool> AbortedAsync(Socket socket, byte[] buffer)
    {
        if (!await BeginObjectAsync(socket, buffer))
            return false;
        await socket.SendAsync(AAbort.ByUser.ToArray());
        return await socket.ReceiveAsync(buffer) == 0;
    }

    private static async Task<bool> SilentAsync(Socket socket, byte[] buffer)
    {
        await socket.SendAsync(Wanted.AsMemory(0, Wanted.Length / 2));
        while (await socket.ReceiveAsync(buffer) > 0)
            continue; // an A-ABORT comes before the end
        return true;
    }

    private static async Task<bool> BeginObjectAsync(Socket socket, byte[] buffer)
    {
        await socket.SendAsync(Wanted);
        if (await ReceiveAsync(socket, buffer) != PduType.AAssociateAc)
            return false;
        await socket.SendAsync(HalfObject);
        return true;
    }

    /// <summary>The type of a PDU that fits into the buffer and comes in one piece; null at the end.</summary>
    private static async Task<PduType?> ReceiveAsync(Socket socket, byte[] buffer) => await socket.ReceiveAsync(buffer) > 0 ? (PduType)buffer[0] : null;

    private static byte[] NewRequest(string calledAeTitle) => new AAssociateRq
    {
        CalledAeTitle = new AeTitle(calledAeTitle),
        CallingAeTitle = new AeTitle("STORM"),
        PresentationContexts = [new(Context, SopClasses.CTImageStorage, [TransferSyntax.ExplicitVrLittleEndian.Uid])],
        UserInformation = new UserInformation { MaximumLength = 128 * 1024, ImplementationClassUid = Implementation.ClassUid },
    }.ToArray();

    private static byte[] NewHalfObject()
    {
        var command = new ArrayBufferWriter<byte>();
        new CStoreRequest { MessageId = 1, AffectedSopClassUid = SopClasses.CTImageStorage, AffectedSopInstanceUid = new Uid("2.25.1") }.WriteTo(command);
        var header = DataSetWriter.ToArray(new DataSet().SetString(Tags.SOPInstanceUID, "2.25.1"), TransferSyntax.ExplicitVrLittleEndian);
        var data = new byte[PartOfObject];
        header.CopyTo(data, 0);
        (data[header.Length], data[header.Length + 2]) = (0xE0, 0x10); // (7FE0,0010) OW of a length that never comes
        data[header.Length + 1] = 0x7F;
        (data[header.Length + 4], data[header.Length + 5]) = ((byte)'O', (byte)'W');
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(header.Length + 8), 1 << 20);
        return [.. Fragment(command.WrittenSpan, 3), .. Fragment(data, 0)];
    }

    private static byte[] Fragment(ReadOnlySpan<byte> bytes, byte control)
    {
        var pdu = new byte[12 + bytes.Length];
        pdu[0] = (byte)PduType.PDataTf;
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(2), 6 + bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(6), 2 + bytes.Length);
        (pdu[10], pdu[11]) = (Context, control);
        bytes.CopyTo(pdu.AsSpan(12));
        return pdu;
    }
}
