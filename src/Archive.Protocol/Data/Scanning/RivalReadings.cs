namespace Archive.Protocol.Data;

/// <summary>
/// Other readings of headers that break the standard. Where a header leaves open whether bytes behind it belong to it, the
/// walk takes them not to, and this remembers where they would end. When that is where an element begins that could stand
/// there, the data set has two readings. Bounded: of many open ones the nearest are kept, which are the likely ones.
/// </summary>
internal sealed class RivalReadings
{
    private const int Capacity = 8;

    private Rival[] _open = [];
    private int _count;

    /// <summary>Where the nearest one ends; nothing needs to be asked before.</summary>
    public long NearestEnd { get; private set; } = long.MaxValue;

    /// <summary>Adds a reading in which the header owns the bytes from <paramref name="begin"/> to <paramref name="end"/>.</summary>
    /// <param name="container">What holds the header, and would hold what comes after those bytes.</param>
    /// <param name="isValue">They are a value then, so that zeros are not nothing.</param>
    public void Add(long begin, long end, in Container container, bool isValue)
    {
        if (end > container.Limit)
            return;
        if (_open.Length == 0)
            _open = new Rival[Capacity];
        var rival = new Rival(begin, end, container, isValue);
        if (_count < Capacity)
            _open[_count++] = rival;
        else if (FindFarthest() is var farthest && end < _open[farthest].End)
            _open[farthest] = rival;
        FindNearest();
    }

    /// <summary>Where one begins that would go on with this header; those that end before it are none any more.</summary>
    public long? FindBefore(Tag tag, long position)
    {
        long? found = null;
        for (var i = _count - 1; i >= 0; i--)
        {
            if (_open[i].End > position)
                continue;
            if (_open[i].End == position && _open[i].Container.MayHold(tag, position))
                found = _open[i].Begin;
            _open[i] = _open[--_count];
        }

        FindNearest();
        return found;
    }

    /// <summary>Where one begins that would fill up the rest of a container of defined length.</summary>
    public long? FindFilling(in Container container)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_open[i].End == container.End && _open[i].Container == container)
                return _open[i].Begin;
        }

        return null;
    }

    /// <summary>Where one begins that would end with the data set, or in what trails it, and has elements or a value in it.</summary>
    /// <param name="lastEnd">Where the last element ends.</param>
    public long? FindAtEnd(long lastEnd, long length)
    {
        for (var i = 0; i < _count; i++)
        {
            var rival = _open[i];
            var isAtEnd = rival.Container.Kind == ContainerKind.DataSet && rival.End >= lastEnd && rival.End <= length;
            if (isAtEnd && (rival.IsValue || rival.Begin < lastEnd))
                return rival.Begin;
        }

        return null;
    }

    public void Clear()
    {
        _count = 0;
        NearestEnd = long.MaxValue;
    }

    private int FindFarthest()
    {
        var farthest = 0;
        for (var i = 1; i < _count; i++)
        {
            if (_open[i].End > _open[farthest].End)
                farthest = i;
        }

        return farthest;
    }

    private void FindNearest()
    {
        NearestEnd = long.MaxValue;
        for (var i = 0; i < _count; i++)
            NearestEnd = Math.Min(NearestEnd, _open[i].End);
    }

    private readonly record struct Rival(long Begin, long End, Container Container, bool IsValue);
}
