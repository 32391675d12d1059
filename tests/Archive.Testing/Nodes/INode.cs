namespace Archive.Testing.Nodes;

/// <summary>A node that can be called and asked how it is.</summary>
public interface INode : IDicomAddress
{
    Uri Http { get; }
}
