using Archive.Storage.Journal.Events;

namespace Archive.Actors.Services.Storage;

/// <summary>How the objects of a peer are taken.</summary>
public sealed record StoragePeer
{
    public DuplicatePolicy DuplicatePolicy { get; init; }
}
