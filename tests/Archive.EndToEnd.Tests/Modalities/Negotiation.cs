using System.Buffers.Binary;
using System.Net;
using System.Text;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>What a node answers to a proposal, read from the bytes of its A-ASSOCIATE-AC (PS3.8 table 9-17 and following).</summary>
/// <param name="TransferSyntax">Without significance unless accepted.</param>
internal sealed record Negotiation(byte ContextId, ContextResult Result, Uid TransferSyntax)
{
    private const byte PresentationContextItem = 0x21;
    private const int FirstItem = 74;

    public static async Task<IReadOnlyList<Negotiation>> ProposeAsync(NodeProcess node, IReadOnlyList<ProposedPresentationContext> contexts)
    {
        using var peer = await ScriptedPeer.ConnectAsync(new IPEndPoint(IPAddress.Loopback, node.DicomPort));
        await peer.SendAsync(new AAssociateRq
        {
            CalledAeTitle = new AeTitle(NodeClient.AeTitle),
            CallingAeTitle = new AeTitle("MODALITY"),
            PresentationContexts = [.. contexts],
            UserInformation = new UserInformation { MaximumLength = 65536, ImplementationClassUid = new Uid("2.25.1") },
        });
        var accept = await peer.ReceiveAsync();
        Assert.Equal((byte)PduType.AAssociateAc, accept[0]);
        await peer.SendAsync(AReleaseRq.Instance);
        await peer.ExpectAsync(AReleaseRp.Instance);
        return [.. Items(accept)];
    }

    private static IEnumerable<Negotiation> Items(byte[] accept)
    {
        for (var at = FirstItem; at < accept.Length;)
        {
            var end = at + 4 + BinaryPrimitives.ReadUInt16BigEndian(accept.AsSpan(at + 2));
            if (accept[at] == PresentationContextItem)
                yield return new Negotiation(accept[at + 4], (ContextResult)accept[at + 6], new Uid(Encoding.ASCII.GetString(accept[(at + 12)..end])));
            at = end;
        }
    }
}
