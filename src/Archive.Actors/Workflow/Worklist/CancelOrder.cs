namespace Archive.Actors.Workflow.Worklist;

/// <summary>Cancels every open step of an order.</summary>
/// <param name="AccessionNumber">Of the order; empty where only the placer's number is known.</param>
/// <param name="PlacerOrder">Placer Order Number / Imaging Service Request (0040,2016); null for any.</param>
public sealed record CancelOrder(string Source, string AccessionNumber, string? PlacerOrder, bool IsDiscontinued) : OrderChange(Source);
