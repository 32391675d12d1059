using System.Collections.Frozen;
using System.Text;

namespace Archive.Protocol.Data;

/// <summary>The data dictionary (PS3.6 6 to 9, PS3.7 E): what a tag is, for everything that is not private.</summary>
public static partial class ElementDictionary
{
    /// <summary>
    /// The VR of an element whose encoding does not tell, as in Implicit VR. Of <c>OB or OW</c>, <c>US or OW</c> it is OW
    /// (PS3.5 A.1), of <c>US or SS</c> it is US (see <see cref="IsUnsignedOrSigned"/>). Group lengths are UL, private
    /// creators LO, anything unknown and every other private element UN.
    /// </summary>
    public static Vr GetVr(Tag tag)
    {
        var index = IndexOf(tag);
        if (index >= 0)
            return Vrs[index];
        if (tag.IsGroupLength)
            return Vr.UL;
        return tag.IsPrivateCreator ? Vr.LO : Vr.UN;
    }

    /// <summary>True for elements that are US or SS as Pixel Representation (0028,0103) says (PS3.5 6.2, PS3.3 C.7.6.3.1).</summary>
    public static bool IsUnsignedOrSigned(Tag tag) => UnsignedOrSignedTags.BinarySearch(tag.Value) >= 0;

    public static bool TryGet(Tag tag, out DictionaryEntry entry)
    {
        entry = default;
        var index = IndexOf(tag);
        if (index < 0)
            return false;
        var line = Encoding.UTF8.GetString(TextLines.Get(index)).Split('|');
        entry = new DictionaryEntry(tag, Vrs[index], line[0], line[1], line[2], line[3].Length > 0);
        return true;
    }

    /// <summary>The tag with this keyword, whatever its letter case; of a repeating group that of the first one.</summary>
    public static bool TryFind(string keyword, out Tag tag) => Keywords.ByName.TryGetValue(keyword, out tag);

    /// <summary>The tag and its name for messages to people: <c>Pixel Data (7FE0,0010)</c>, or the tag alone when it is not known.</summary>
    public static string Describe(Tag tag) => TryGet(tag, out var entry) && entry.Name.Length > 0 ? $"{entry.Name} {tag}" : tag.ToString();

    private static int IndexOf(Tag tag)
    {
        var exact = ExactTags.BinarySearch(tag.Value);
        if (exact >= 0 || tag.IsPrivate)
            return exact;
        for (var i = 0; i < PatternTags.Length; i++)
        {
            if ((tag.Value & PatternMasks[i]) == PatternTags[i])
                return ExactTags.Length + i;
        }

        return -1;
    }

    private static class Keywords
    {
        // A few keywords of retired repeating groups are those of other elements as well.
        public static readonly FrozenDictionary<string, Tag> ByName = Enumerate()
            .DistinctBy(pair => pair.Keyword, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(pair => pair.Keyword, pair => pair.Tag, StringComparer.OrdinalIgnoreCase);

        private static IEnumerable<(string Keyword, Tag Tag)> Enumerate()
        {
            for (var i = 0; i < ExactTags.Length + PatternTags.Length; i++)
            {
                var tag = new Tag(i < ExactTags.Length ? ExactTags[i] : PatternTags[i - ExactTags.Length]);
                if (TryGet(tag, out var entry) && entry.Keyword.Length > 0)
                    yield return (entry.Keyword, tag);
            }
        }
    }

    // Names are for messages and tools; the fast path never pays for finding where their lines begin.
    private static class TextLines
    {
        private static readonly int[] Starts = FindStarts();

        public static ReadOnlySpan<byte> Get(int index) => Text[Starts[index]..(Starts[index + 1] - 1)];

        private static int[] FindStarts()
        {
            var starts = new List<int>(ExactTags.Length + PatternTags.Length + 1) { 0 };
            for (var i = 0; i < Text.Length; i++)
            {
                if (Text[i] == '\n')
                    starts.Add(i + 1);
            }

            return [.. starts];
        }
    }
}
