namespace Archive.Actors.Studies;

/// <summary>What a study can be told. A plain value that may go to another node; the answer is an <see cref="IStudyReply"/>.</summary>
public interface IStudyCommand
{
    /// <summary>The study's entity.</summary>
    string StudyInstanceUid { get; }
}
