using Archive.Protocol.Data;

namespace Archive.Storage.Journal;

/// <summary>The ids under which entities stand in the journal.</summary>
public static class JournalEntity
{
    /// <summary><c>study/</c> and the Study Instance UID.</summary>
    public static string OfStudy(StudyInstanceUid study) => $"study/{study.Value}";
}
