using Archive.Protocol.Dimse;

namespace Archive.Actors.Associations;

/// <summary>How much of a data set is gathered in memory, and how one that cannot be is refused.</summary>
/// <param name="What">By which comments name the data set.</param>
/// <param name="TooLong">The status when it is longer, or no memory is free for it.</param>
/// <param name="Malformed">The status when it cannot be read.</param>
internal sealed record GatheringLimits(string What, int MaxBytes, DimseStatus TooLong, DimseStatus Malformed);
