namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>A message that receivers are still to get, as it came.</summary>
/// <param name="Number">Ascends from 1, the N-CREATE. Where N-SETs were put together, that of the last one.</param>
/// <param name="DataSet">As <see cref="StepDataSet"/> keeps it.</param>
public sealed record StepMessage(long Number, bool IsCreate, byte[] DataSet);
