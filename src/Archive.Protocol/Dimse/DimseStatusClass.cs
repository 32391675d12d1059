namespace Archive.Protocol.Dimse;

/// <summary>What a status means for the operation (PS3.7 C.1).</summary>
public enum DimseStatusClass
{
    Success,

    /// <summary>Done, with something to say about it.</summary>
    Warning,

    Failure,

    /// <summary>The requester stopped it by C-CANCEL.</summary>
    Cancel,

    /// <summary>Goes on; another response follows.</summary>
    Pending,
}
