namespace Archive.Protocol.Data;

/// <summary>What a registered UID names (PS3.6 annex A).</summary>
public enum UidKind
{
    Other,
    SopClass,
    MetaSopClass,
    ServiceClass,
    TransferSyntax,
    ApplicationContext,
    WellKnownInstance,
    FrameOfReference,
    CodingScheme,
    LdapOid,
}
