namespace Archive.Actors.Associations;

/// <summary>Who owns an association's end, told of by its operations. Called from any thread.</summary>
internal interface ISessionOwner
{
    void OperationEnded();

    /// <summary>The association cannot go on.</summary>
    void Fail(string reason);
}
