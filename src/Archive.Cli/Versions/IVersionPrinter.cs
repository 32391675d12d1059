namespace Archive.Cli.Versions;

/// <summary>Prints versions while they are read.</summary>
internal interface IVersionPrinter
{
    void Print(ListedVersion version);

    /// <summary>Prints what belongs after the last one.</summary>
    void Complete();
}
