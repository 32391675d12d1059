namespace Archive.LoadTests.Population;

/// <summary>A choice among items of different weight.</summary>
internal sealed class Ranked<T>
{
    private readonly T[] _items;
    private readonly double[] _upTo;

    public Ranked(IEnumerable<(T Item, double Weight)> items)
    {
        var list = items.ToList();
        _items = [.. list.Select(entry => entry.Item)];
        _upTo = new double[list.Count];
        var sum = 0.0;
        for (var i = 0; i < list.Count; i++)
            _upTo[i] = sum += list[i].Weight;
    }

    /// <summary>Items from the most to the least common: the one of rank r has the weight 1 / (1 + fall r).</summary>
    public Ranked(IEnumerable<T> items, double fall)
        : this(items.Select((item, rank) => (item, 1 / (1 + (fall * rank)))))
    {
    }

    public T Choose(ref Draw draw)
    {
        var index = Array.BinarySearch(_upTo, draw.NextDouble() * _upTo[^1]);
        return _items[index < 0 ? ~index : index + 1];
    }
}
