namespace Archive.Protocol.Data;

/// <summary>The first deviation of each kind. What was found before costs nothing.</summary>
internal sealed class DeviationSet
{
    private readonly List<Deviation> _found = [];
    private uint _kinds;

    public IReadOnlyList<Deviation> Found => _found;

    public void Add(DeviationKind kind, Tag tag)
    {
        var bit = 1u << (int)kind;
        if ((_kinds & bit) != 0)
            return;
        _kinds |= bit;
        _found.Add(new Deviation(kind, tag));
    }

    public void Clear()
    {
        _kinds = 0;
        _found.Clear();
    }
}
