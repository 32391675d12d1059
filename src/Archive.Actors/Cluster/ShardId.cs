using System.Globalization;
using System.Text;

namespace Archive.Actors.Cluster;

/// <summary>
/// One of the 128 shards that all entities of a region fall into: the unit that a node owns.
/// </summary>
/// <remarks>
/// The shard of an entity is part of the cluster's wire contract: nodes of any version must agree on it. It is
/// FNV-1a, 64 bit, over the UTF-8 bytes of the entity's id, then the finalizer of MurmurHash3 (fmix64), because ids that
/// differ only in their last digits must spread; the shard is the top seven bits. The fewer shards there are the sooner all
/// have a home after a node died; their number may change only while every node is stopped.
/// </remarks>
public readonly record struct ShardId
{
    public const int Count = 128;

    private static readonly string[] Names = [.. Enumerable.Range(0, Count).Select(static value => value.ToString(CultureInfo.InvariantCulture))];

    public ShardId(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, Count);
        Value = value;
    }

    /// <summary>0 to 127.</summary>
    public int Value { get; }

    public static ShardId Of(string entityId) => new((int)(Hash(entityId) >> 57));

    /// <summary>The whole hash.</summary>
    internal static ulong Hash(string entityId)
    {
        const ulong offsetBasis = 0xCBF29CE484222325;
        const ulong prime = 0x100000001B3;

        Span<byte> buffer = stackalloc byte[256];
        int maxBytes = Encoding.UTF8.GetMaxByteCount(entityId.Length);
        Span<byte> utf8 = maxBytes <= buffer.Length ? buffer : new byte[maxBytes];
        utf8 = utf8[..Encoding.UTF8.GetBytes(entityId, utf8)];

        ulong hash = offsetBasis;
        foreach (byte b in utf8)
            hash = (hash ^ b) * prime;

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    /// <summary>Its number; makes no new text.</summary>
    public override string ToString() => Names[Value];
}
