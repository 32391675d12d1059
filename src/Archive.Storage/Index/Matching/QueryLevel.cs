namespace Archive.Storage.Index.Matching;

/// <summary>The levels of the Query/Retrieve Information Models, each below the one before it (PS3.4 C.6).</summary>
public enum QueryLevel
{
    Patient,
    Study,
    Series,
    Image,
}
