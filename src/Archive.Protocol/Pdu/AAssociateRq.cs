using Archive.Protocol.Data;

namespace Archive.Protocol.Pdu;

/// <summary>A-ASSOCIATE-RQ (PS3.8 9.3.2).</summary>
public sealed class AAssociateRq : ProtocolDataUnit
{
    /// <summary>Odd ids from 1 to 255.</summary>
    public const int MaxPresentationContexts = 128;

    /// <summary>Bit 0 of the protocol version: version 1, the only one there is.</summary>
    public const ushort Version1 = 1;

    /// <summary>The DICOM application context name (PS3.7 A.2.1).</summary>
    public static Uid DicomApplicationContext { get; } = new("1.2.840.10008.3.1.1.1");

    public override PduType Type => PduType.AAssociateRq;

    /// <summary>A bit for each version that the requestor supports.</summary>
    public ushort ProtocolVersion { get; init; } = Version1;

    /// <summary><c>default</c> when the peer sent no valid title.</summary>
    public required AeTitle CalledAeTitle { get; init; }

    /// <summary><c>default</c> when the peer sent no valid title.</summary>
    public required AeTitle CallingAeTitle { get; init; }

    /// <summary><c>default</c> when the peer sent none.</summary>
    public Uid ApplicationContext { get; init; } = DicomApplicationContext;

    /// <summary>In the order of the request. Ids are odd and each occurs once.</summary>
    public required IReadOnlyList<ProposedPresentationContext> PresentationContexts { get; init; }

    public UserInformation UserInformation { get; init; } = new();

    internal override void WriteBody(ItemWriter writer)
    {
        AssociateBody.WriteFixedFields(writer, ProtocolVersion, CalledAeTitle, CallingAeTitle);
        writer.WriteUidItem(ItemType.ApplicationContext, ApplicationContext);
        foreach (var context in PresentationContexts)
            context.Write(writer);
        UserInformation.Write(writer);
    }

    internal static AAssociateRq Parse(ReadOnlySpan<byte> body)
    {
        var reader = new ItemReader(body, "A-ASSOCIATE-RQ");
        var (version, called, calling) = AssociateBody.ReadFixedFields(ref reader);
        var applicationContext = default(Uid);
        var contexts = new List<ProposedPresentationContext>();
        var seen = new ContextIdSet();
        var userInformation = new UserInformation();
        while (!reader.IsAtEnd)
        {
            switch (reader.ReadItem(out var content))
            {
                case ItemType.ApplicationContext:
                    applicationContext = ItemReader.ToUid(content);
                    break;
                case ItemType.ProposedPresentationContext:
                    var context = ProposedPresentationContext.Parse(content);
                    seen.Add(context.Id);
                    contexts.Add(context);
                    break;
                case ItemType.UserInformation:
                    userInformation = UserInformation.Parse(content);
                    break;
            }
        }

        return new AAssociateRq
        {
            ProtocolVersion = version,
            CalledAeTitle = called,
            CallingAeTitle = calling,
            ApplicationContext = applicationContext,
            PresentationContexts = contexts,
            UserInformation = userInformation,
        };
    }
}
