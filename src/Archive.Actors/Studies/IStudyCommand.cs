using Archive.Actors.Entities;

namespace Archive.Actors.Studies;

/// <summary>What a study can be told; the answer is an <see cref="IStudyReply"/>. Its entity id is the Study Instance UID.</summary>
public interface IStudyCommand : IEntityCommand;
