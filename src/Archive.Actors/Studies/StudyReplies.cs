namespace Archive.Actors.Studies;

/// <summary>The object is recorded so.</summary>
public sealed record RecordReply(RecordResult Result) : IStudyReply;

/// <param name="IsMoved">True when the copy is referred to now, false when nothing refers to either.</param>
public sealed record MoveReply(bool IsMoved) : IStudyReply;

