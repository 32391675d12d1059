namespace Archive.Actors.Associations;

/// <summary>
/// How many connections, or associations, there may be at once. A connection takes a slot of the latter when its association is accepted and
/// not before: peers that connect and say nothing keep nobody out.
/// </summary>
internal sealed class AssociationSlots(int count)
{
    private int _taken;

    public int Taken => Volatile.Read(ref _taken);

    public bool AreAllTaken => Taken >= count;

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= count)
            return true;
        Return();
        return false;
    }

    public void Return() => Interlocked.Decrement(ref _taken);
}
