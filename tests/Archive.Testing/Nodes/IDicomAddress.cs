namespace Archive.Testing.Nodes;

/// <summary>Where an archive can be called.</summary>
public interface IDicomAddress
{
    string Host { get; }

    int DicomPort { get; }
}
