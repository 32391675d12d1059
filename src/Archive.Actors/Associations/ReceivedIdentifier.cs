using Archive.Protocol.Data;
using Archive.Storage.Blobs;

namespace Archive.Actors.Associations;

/// <summary>The data set of a request, such as the identifier of a query, with the memory that it takes of the budget until it is disposed of.</summary>
internal sealed class ReceivedIdentifier(DataSet dataSet, MemoryBudget budget, long bytes) : IDisposable
{
    public DataSet DataSet { get; } = dataSet;

    public void Dispose() => budget.Release(bytes);
}
