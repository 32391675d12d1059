using Archive.Actors.Services.Query;

namespace Archive.Actors.Services.Worklist;

/// <summary>Queries of the worklist.</summary>
internal sealed class WorklistStatistics() : FindStatistics("worklist query", "worklist queries");
