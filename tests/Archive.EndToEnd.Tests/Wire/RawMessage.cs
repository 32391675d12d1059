using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Wire;

/// <summary>What an association sends, as bytes for a <see cref="ScriptedPeer"/>.</summary>
internal static class RawMessage
{
    /// <summary>The only presentation context of <see cref="Associate"/>.</summary>
    public const byte ContextId = 1;

    public static AAssociateRq Associate(Uid abstractSyntax, TransferSyntax? transferSyntax = null) => new()
    {
        CalledAeTitle = new AeTitle(NodeClient.AeTitle),
        CallingAeTitle = new AeTitle("RAW"),
        PresentationContexts = [new ProposedPresentationContext(ContextId, abstractSyntax, [(transferSyntax ?? TransferSyntax.ExplicitVrLittleEndian).Uid])],
        UserInformation = new UserInformation { MaximumLength = 16384, ImplementationClassUid = new Uid("2.25.1") },
    };

    /// <summary>A connection to a node.</summary>
    public static Task<ScriptedPeer> ConnectAsync(NodeProcess node) => ScriptedPeer.ConnectAsync(new IPEndPoint(IPAddress.Loopback, node.DicomPort));

    /// <summary>A connection on which <see cref="Associate"/> was accepted.</summary>
    public static async Task<ScriptedPeer> AssociateAsync(NodeProcess node, Uid abstractSyntax)
    {
        var peer = await ConnectAsync(node);
        await peer.SendAsync(Associate(abstractSyntax));
        Assert.Equal((byte)PduType.AAssociateAc, (await peer.ReceiveAsync())[0]);
        return peer;
    }

    /// <summary>The status of the next C-STORE-RSP.</summary>
    public static async Task<DimseStatus> ReceiveStatusAsync(ScriptedPeer peer) =>
        Assert.IsType<CStoreResponse>(CommandSet.Parse((await peer.ReceiveAsync()).AsSpan(PDataTf.OverheadLength))).Status;

    /// <summary>C-STORE-RQ and data set in PDUs of a limited length.</summary>
    public static async Task<byte[]> StoreAsync(WireObject instance, uint maxPduBytes)
    {
        var request = new CStoreRequest { MessageId = 1, AffectedSopClassUid = instance.SopClass, AffectedSopInstanceUid = instance.Instance };
        using var bytes = new MemoryStream();
        await new PduWriter(bytes) { MaximumLength = maxPduBytes }.WriteMessageAsync(ContextId, Encode(request), new ReadOnlySequence<byte>(instance.Bytes));
        return bytes.ToArray();
    }

    /// <summary>C-FIND-RQ and identifier.</summary>
    public static async Task<byte[]> FindAsync(Uid sopClass, DataSet identifier)
    {
        var request = new CFindRequest { MessageId = 1, AffectedSopClassUid = sopClass };
        using var bytes = new MemoryStream();
        await new PduWriter(bytes).WriteMessageAsync(ContextId, Encode(request), new ReadOnlySequence<byte>(DataSetWriter.ToArray(identifier, TransferSyntax.ExplicitVrLittleEndian)));
        return bytes.ToArray();
    }

    /// <summary>A PDU other than P-DATA-TF.</summary>
    public static async Task<T> ReadPduAsync<T>(byte[] pdu)
        where T : ProtocolDataUnit =>
        Assert.IsType<T>((await new PduReader(PipeReader.Create(new ReadOnlySequence<byte>(pdu)), new PduLimits()).ReadAsync()).Pdu);

    private static byte[] Encode(CommandSet command)
    {
        var bytes = new byte[command.MaxEncodedLength];
        return bytes[..command.WriteTo(bytes)];
    }
}
