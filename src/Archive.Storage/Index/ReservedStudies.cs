using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>
/// Studies that are the archive's own: it alone stores into them, finds them and retrieves them. An object of theirs that comes
/// again takes the place of the one before, and the journal keeps one record of such a study: however often that happens,
/// nothing grows.
/// </summary>
public static class ReservedStudies
{
    /// <summary>What all of them, and no others, begin with: an arc of the archive's own under 2.25 (PS3.5 B.2).</summary>
    private static readonly string Root = Implementation.ClassUid.Value + ".1.";

    public static StudyInstanceUid Of(uint number) => new(Root + number.ToString(CultureInfo.InvariantCulture));

    public static bool Contains(StudyInstanceUid study) => Contains(study.Value);

    public static bool Contains(ReadOnlySpan<char> study) => study.StartsWith(Root, StringComparison.Ordinal);
}
