using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// A scheduled step as its order has it. A cancelled one stays cancelled, and what was performed stays performed: the status is not of the item.
/// </summary>
/// <param name="Item">
/// The attributes of the Modality Worklist Information Model (PS3.4 K.6.1.2.2) with one item in Scheduled Procedure Step Sequence (0040,0100).
/// Its key is <see cref="WorklistKey.Of"/>; what is missing and needed is filled in where it can be.
/// </param>
public sealed record PutItem(string Source, DataSet Item, PutKind Kind) : OrderChange(Source);
