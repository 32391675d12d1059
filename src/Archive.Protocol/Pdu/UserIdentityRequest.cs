namespace Archive.Protocol.Pdu;

/// <summary>User identity sub-item 58H of the request (PS3.7 D.3.3.7.1). The fields may hold secrets: they are never printed.</summary>
/// <param name="IsResponseRequested">The requestor wants item 59H when its identity was taken as proven.</param>
/// <param name="Primary">User name (UTF-8), Kerberos ticket, SAML assertion or token.</param>
/// <param name="Secondary">The passcode (UTF-8), empty for every other type.</param>
public sealed record UserIdentityRequest(UserIdentityType Type, bool IsResponseRequested, ReadOnlyMemory<byte> Primary, ReadOnlyMemory<byte> Secondary)
{
    public override string ToString() => $"user identity of type {Type}";

    internal void Write(ItemWriter writer)
    {
        var item = writer.BeginItem(ItemType.UserIdentityRequest);
        writer.WriteByte((byte)Type);
        writer.WriteByte(IsResponseRequested ? (byte)1 : (byte)0);
        writer.WriteCounted(Primary.Span);
        writer.WriteCounted(Secondary.Span);
        writer.EndItem(item);
    }

    internal static UserIdentityRequest Parse(ReadOnlySpan<byte> content)
    {
        var reader = new ItemReader(content, "User identity item 58H");
        return new UserIdentityRequest(
            (UserIdentityType)reader.ReadByte(), reader.ReadByte() != 0, reader.ReadCounted().ToArray(), reader.ReadCounted().ToArray());
    }
}
