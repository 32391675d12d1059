using Archive.Actors.Entities;

namespace Archive.Actors.Studies;

/// <summary>What a study answers, or an <see cref="EntityFailure"/>.</summary>
public interface IStudyReply : IEntityReply;
