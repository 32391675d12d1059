using System.Collections;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Simulators;

/// <summary>What a target has acknowledged of a series: a bit for each object. One sender writes; others read when the study is done.</summary>
internal sealed class SentSeries(SeriesPlan plan)
{
    private readonly BitArray _acknowledged = new(plan.Objects);

    public SeriesPlan Plan { get; } = plan;

    /// <summary>Null before the first object: it is agreed on with the target.</summary>
    public TransferSyntax? TransferSyntax { get; set; }

    public int Count { get; private set; }

    /// <summary>The indexes of objects that the target said are stored.</summary>
    public IEnumerable<int> Acknowledged => Enumerable.Range(0, Plan.Objects).Where(index => _acknowledged[index]);

    public void Acknowledge(int index)
    {
        if (_acknowledged[index])
            return;
        _acknowledged[index] = true;
        Count++;
    }
}
