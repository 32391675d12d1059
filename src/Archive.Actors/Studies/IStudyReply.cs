namespace Archive.Actors.Studies;

/// <summary>What a study answers: a plain value that may go to another node.</summary>
public interface IStudyReply;
