namespace Archive.Storage.Database;

/// <summary>Tells what an error of a database server means to the archive.</summary>
internal interface IServerErrors
{
    /// <summary>The server or the way to it fails, or it refused a statement.</summary>
    static abstract bool IsOfDatabase(Exception exception);

    /// <summary>What was written does not fit what is there, or is nothing that the database can hold.</summary>
    static abstract bool IsMisfit(Exception exception);

    /// <summary>The transaction was given up for another one, and can be repeated as it is.</summary>
    static abstract bool IsGivenUp(Exception exception);

    /// <summary>The connection was lost: what it was to read can be read by another.</summary>
    static abstract bool IsLostConnection(Exception exception);

    /// <summary>What a failed transaction is to the one who wanted it, when what was to be written is not the reason.</summary>
    static abstract Exception ToException(Exception exception);
}
