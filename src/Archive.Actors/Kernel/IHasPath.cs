namespace Archive.Actors.Kernel;

/// <summary>Something whose name is wanted only when an error is reported.</summary>
internal interface IHasPath
{
    string Path { get; }
}
