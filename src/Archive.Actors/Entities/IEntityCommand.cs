namespace Archive.Actors.Entities;

/// <summary>What an entity can be told. A plain value that may go to another node, and may be told again; the answer is an <see cref="IEntityReply"/>.</summary>
public interface IEntityCommand
{
    /// <summary>Which one of its region.</summary>
    string EntityId { get; }
}
