namespace Archive.Protocol.Data;

/// <summary>Placeholder of the shape; the Data work replaces it.</summary>
public sealed class DataSet
{
}
