namespace Archive.Actors.Associations;

/// <summary>
/// How many associations there may be at once. A connection takes a slot when its association is accepted and not before:
/// peers that connect and say nothing keep nobody out.
/// </summary>
internal sealed class AssociationSlots(int count)
{
    private int _free = count;

    public bool TryTake()
    {
        if (Interlocked.Decrement(ref _free) >= 0)
            return true;
        Return();
        return false;
    }

    public void Return() => Interlocked.Increment(ref _free);
}
