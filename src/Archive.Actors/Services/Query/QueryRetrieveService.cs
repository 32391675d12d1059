namespace Archive.Actors.Services.Query;

/// <summary>The services of the Query/Retrieve Service Class (PS3.4 C.4).</summary>
public enum QueryRetrieveService
{
    Find,
    Move,
    Get,
}
