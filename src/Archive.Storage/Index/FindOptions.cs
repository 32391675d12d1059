namespace Archive.Storage.Index;

/// <summary>What answers to a query say of the archive itself.</summary>
/// <param name="RetrieveAeTitle">Value of Retrieve AE Title (0008,0054) in every answer.</param>
public sealed record FindOptions(string RetrieveAeTitle);
