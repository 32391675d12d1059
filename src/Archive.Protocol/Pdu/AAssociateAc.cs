using Archive.Protocol.Data;

namespace Archive.Protocol.Pdu;

/// <summary>A-ASSOCIATE-AC (PS3.8 9.3.3).</summary>
public sealed class AAssociateAc : ProtocolDataUnit
{
    public override PduType Type => PduType.AAssociateAc;

    /// <summary>A bit for each version that the acceptor supports.</summary>
    public ushort ProtocolVersion { get; init; } = AAssociateRq.Version1;

    /// <summary>The title of the request, sent back; a receiver does not test it.</summary>
    public required AeTitle CalledAeTitle { get; init; }

    /// <summary>The title of the request, sent back; a receiver does not test it.</summary>
    public required AeTitle CallingAeTitle { get; init; }

    public Uid ApplicationContext { get; init; } = AAssociateRq.DicomApplicationContext;

    /// <summary>One for each context of the request.</summary>
    public required IReadOnlyList<PresentationContextAnswer> PresentationContexts { get; init; }

    public UserInformation UserInformation { get; init; } = new();

    internal override void WriteBody(ItemWriter writer)
    {
        AssociateBody.WriteFixedFields(writer, ProtocolVersion, CalledAeTitle, CallingAeTitle);
        writer.WriteUidItem(ItemType.ApplicationContext, ApplicationContext);
        foreach (var context in PresentationContexts)
            context.Write(writer);
        UserInformation.Write(writer);
    }

    internal static AAssociateAc Parse(ReadOnlySpan<byte> body)
    {
        var reader = new ItemReader(body, "A-ASSOCIATE-AC");
        var (version, called, calling) = AssociateBody.ReadFixedFields(ref reader);
        var applicationContext = default(Uid);
        var contexts = new List<PresentationContextAnswer>();
        var seen = new ContextIdSet();
        var userInformation = new UserInformation();
        while (!reader.IsAtEnd)
        {
            switch (reader.ReadItem(out var content))
            {
                case ItemType.ApplicationContext:
                    applicationContext = ItemReader.ToUid(content);
                    break;
                case ItemType.PresentationContextAnswer:
                    var context = PresentationContextAnswer.Parse(content);
                    seen.Add(context.Id);
                    contexts.Add(context);
                    break;
                case ItemType.UserInformation:
                    userInformation = UserInformation.Parse(content);
                    break;
            }
        }

        return new AAssociateAc
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
