namespace Archive.Protocol.Pdu;

/// <summary>The 68 bytes with which the bodies of A-ASSOCIATE-RQ and -AC begin (PS3.8 tables 9-11 and 9-17).</summary>
internal static class AssociateBody
{
    public static void WriteFixedFields(ItemWriter writer, ushort protocolVersion, AeTitle called, AeTitle calling)
    {
        writer.WriteUInt16(protocolVersion);
        writer.WriteZeros(2);
        writer.WriteAeTitle(called);
        writer.WriteAeTitle(calling);
        writer.WriteZeros(32);
    }

    public static (ushort ProtocolVersion, AeTitle Called, AeTitle Calling) ReadFixedFields(ref ItemReader reader)
    {
        var version = reader.ReadUInt16();
        reader.Skip(2);
        var called = AeTitle.ReadField(reader.ReadBytes(AeTitle.MaxLength));
        var calling = AeTitle.ReadField(reader.ReadBytes(AeTitle.MaxLength));
        reader.Skip(32);
        return (version, called, calling);
    }
}
