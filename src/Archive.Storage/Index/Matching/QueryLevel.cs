namespace Archive.Storage.Index.Matching;

/// <summary>The levels of the Study Root model, each below the one before it (PS3.4 C.6.2.1).</summary>
internal enum QueryLevel
{
    Study,
    Series,
    Image,
}
