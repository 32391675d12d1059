namespace Archive.Actors.Entities;

/// <summary>What an entity answers: a plain value that may go to another node.</summary>
public interface IEntityReply;
