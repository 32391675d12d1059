namespace Archive.Cli.Queries;

/// <summary>Query/Retrieve Level (0008,0052), from the top down.</summary>
internal enum QueryLevel
{
    Patient,
    Study,
    Series,
    Image,
}
