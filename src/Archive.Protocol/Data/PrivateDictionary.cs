using System.Collections.Frozen;

namespace Archive.Protocol.Data;

/// <summary>
/// The VRs of private elements by private creator (PS3.5 7.8), for reading them from Implicit VR. An element that is not
/// in here stays UN with its bytes unchanged.
/// </summary>
public sealed class PrivateDictionary(IEnumerable<PrivateDictionaryEntry> entries)
{
    private readonly FrozenDictionary<(string Creator, ushort Group, byte Element), Vr> _vrs =
        entries.ToFrozenDictionary(entry => (entry.Creator, entry.Group, entry.Element), entry => entry.Vr);

    public static PrivateDictionary Empty { get; } = new([]);

    public bool IsEmpty => _vrs.Count == 0;

    /// <summary>The VR of a private element, UN when it is not known.</summary>
    /// <param name="creator">The private creator that reserves the element's block, without padding.</param>
    public Vr GetVr(string creator, Tag tag) => _vrs.TryGetValue((creator, tag.Group, (byte)tag.Element), out var vr) ? vr : Vr.UN;
}
