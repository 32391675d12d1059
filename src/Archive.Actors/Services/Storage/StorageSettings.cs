using System.Collections.Frozen;
using Archive.Protocol.Data;

namespace Archive.Actors.Services.Storage;

/// <summary>What is stored.</summary>
public sealed record StorageSettings
{
    /// <summary>The storage classes that are taken, and sent back.</summary>
    public FrozenSet<Uid> SopClasses { get; init; } = Protocol.Data.SopClasses.AllStorage.Select(entry => entry.Uid).ToFrozenSet();

    /// <summary>How deep sequences may be nested.</summary>
    public int MaxNestingDepth { get; init; } = 64;
}
