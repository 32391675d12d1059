namespace Archive.Actors.Entities;

/// <summary>An entity could not be brought to carry out a command, however often it was asked within the deadline.</summary>
/// <param name="failure">The last failure.</param>
/// <param name="isNothingRecorded">No attempt was recorded, nor will be: what the command refers to may be released.</param>
public sealed class EntityFailedException(EntityFailure failure, bool isNothingRecorded, Exception? innerException = null)
    : Exception(failure.Message, innerException)
{
    public EntityFailureKind Kind { get; } = failure.Kind;

    public bool IsNothingRecorded { get; } = isNothingRecorded;
}
