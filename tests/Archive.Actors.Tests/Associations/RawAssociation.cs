using System.Buffers;
using System.Buffers.Binary;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>An association that a scripted peer asked for: it may send messages by halves, and what no client would.</summary>
internal sealed class RawAssociation(ScriptedPeer peer) : IDisposable
{
    public const byte Ct = 1;
    public const byte Verification = 3;
    public const byte Find = 5;
    public const byte Move = 9;
    public const byte Get = 11;

    public ScriptedPeer Peer { get; } = peer;

    public static AAssociateRq Request => RequestWith(new UserInformation { MaximumLength = 128 * 1024, ImplementationClassUid = new Uid("1.2.826.0.1.3680043.10.1489") });

    public static AAssociateRq RequestWith(UserInformation information) => new()
    {
        CalledAeTitle = TestArchive.AeTitle,
        CallingAeTitle = TestArchive.Modality,
        PresentationContexts =
        [
            new(Ct, SopClasses.CTImageStorage, [TransferSyntax.ExplicitVrLittleEndian.Uid]),
            new(Verification, SopClasses.Verification, [TransferSyntax.ImplicitVrLittleEndian.Uid]),
            new(Find, SopClasses.StudyRootQueryRetrieveInformationModelFind, [TransferSyntax.ImplicitVrLittleEndian.Uid]),
            new(Move, SopClasses.StudyRootQueryRetrieveInformationModelMove, [TransferSyntax.ImplicitVrLittleEndian.Uid]),
            new(Get, SopClasses.StudyRootQueryRetrieveInformationModelGet, [TransferSyntax.ImplicitVrLittleEndian.Uid]),
        ],
        UserInformation = information,
    };

    public static Task<RawAssociation> RequestAsync(ScriptedPeer peer) => RequestAsync(peer, Request);

    public static async Task<RawAssociation> RequestAsync(ScriptedPeer peer, AAssociateRq request)
    {
        await peer.SendAsync(request);
        Assert.Equal((byte)PduType.AAssociateAc, (await peer.ReceiveAsync())[0]);
        return new RawAssociation(peer);
    }

    public static CStoreRequest Store(TestObject sent, ushort messageId = 1) => new()
    {
        MessageId = messageId,
        AffectedSopClassUid = sent.SopClass,
        AffectedSopInstanceUid = sent.Instance,
    };

    /// <summary>One P-DATA-TF with one fragment.</summary>
    public static byte[] Fragment(byte contextId, ReadOnlySpan<byte> bytes, bool isCommand, bool isLast)
    {
        var pdu = new byte[12 + bytes.Length];
        pdu[0] = (byte)PduType.PDataTf;
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(2), 6 + bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(6), 2 + bytes.Length);
        pdu[10] = contextId;
        pdu[11] = (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));
        bytes.CopyTo(pdu.AsSpan(12));
        return pdu;
    }

    public Task SendAsync(byte contextId, CommandSet command)
    {
        var bytes = new ArrayBufferWriter<byte>();
        command.WriteTo(bytes);
        return Peer.SendAsync(Fragment(contextId, bytes.WrittenSpan, isCommand: true, isLast: true));
    }

    /// <summary>A part of a data set in fragments of 32 KiB.</summary>
    public async Task SendDataAsync(byte contextId, ReadOnlyMemory<byte> bytes, bool isLast)
    {
        const int FragmentBytes = 32 * 1024;
        for (; bytes.Length > FragmentBytes; bytes = bytes[FragmentBytes..])
            await Peer.SendAsync(Fragment(contextId, bytes.Span[..FragmentBytes], isCommand: false, isLast: false));
        await Peer.SendAsync(Fragment(contextId, bytes.Span, isCommand: false, isLast));
    }

    public async Task SendStoreAsync(TestObject sent, ushort messageId = 1)
    {
        await SendAsync(Ct, Store(sent, messageId));
        await SendDataAsync(Ct, sent.Bytes, isLast: true);
    }

    /// <summary>The next PDU, which holds a command and no more.</summary>
    public async Task<TCommand> ReceiveAsync<TCommand>()
        where TCommand : CommandSet
    {
        var pdu = await Peer.ReceiveAsync();
        Assert.Equal((byte)PduType.PDataTf, pdu[0]);
        return Assert.IsType<TCommand>(CommandSet.Parse(pdu.AsSpan(12)));
    }

    public async Task ExpectEchoAsync(ushort messageId = 99)
    {
        await SendAsync(Verification, new CEchoRequest { MessageId = messageId, AffectedSopClassUid = SopClasses.Verification });
        Assert.Equal(messageId, (await ReceiveAsync<CEchoResponse>()).MessageIdBeingRespondedTo);
    }

    /// <summary>A-ABORT, then the end of the connection once this side closes it.</summary>
    public async Task ExpectAbortAsync(AbortSource source, AbortReason reason)
    {
        await Peer.ExpectAsync(new AAbort(source, reason));
        Peer.Dispose();
    }

    public async Task ReleaseAsync()
    {
        await Peer.SendAsync(AReleaseRq.Instance);
        await Peer.ExpectAsync(AReleaseRp.Instance);
        Peer.Dispose();
    }

    public void Dispose() => Peer.Dispose();
}
