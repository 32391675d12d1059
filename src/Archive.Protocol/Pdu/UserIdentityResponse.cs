namespace Archive.Protocol.Pdu;

/// <summary>User identity sub-item 59H of the answer (PS3.7 D.3.3.7.2).</summary>
/// <param name="ServerResponse">The Kerberos server ticket, SAML response or token; empty for user names.</param>
public sealed record UserIdentityResponse(ReadOnlyMemory<byte> ServerResponse)
{
    internal void Write(ItemWriter writer)
    {
        var item = writer.BeginItem(ItemType.UserIdentityResponse);
        writer.WriteCounted(ServerResponse.Span);
        writer.EndItem(item);
    }

    internal static UserIdentityResponse Parse(ReadOnlySpan<byte> content)
    {
        var reader = new ItemReader(content, "User identity item 59H");
        return new UserIdentityResponse(reader.ReadCounted().ToArray());
    }
}
