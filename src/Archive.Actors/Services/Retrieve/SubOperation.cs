using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>One object to be sent.</summary>
internal sealed class SubOperation(StoredInstance instance)
{
    public StoredInstance Instance { get; } = instance;

    /// <summary>Associations that ended while it was in flight.</summary>
    public int Interruptions { get; set; }
}
