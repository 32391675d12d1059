namespace Archive.Protocol.Pdu;

/// <summary>What a <see cref="PduReader"/> accepts, checked against the lengths that a header claims before anything is read.</summary>
public sealed class PduLimits
{
    /// <summary>The longest A-ASSOCIATE-RQ or -AC in bytes; the largest sensible one (128 contexts, every transfer syntax) has some 400 KB.</summary>
    public int MaxAssociateBytes { get; init; } = 1024 * 1024;

    /// <summary>The longest P-DATA-TF in bytes, its header not counted: what we announced as maximum length. 0 is no limit.
    /// There is no tolerance: PS3.8 D.1 makes a longer one a protocol error.</summary>
    public uint MaxPDataBytes { get; init; } = 128 * 1024;
}
