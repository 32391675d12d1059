using Archive.Protocol.Data;

namespace Archive.Actors.Services.Retrieve;

/// <summary>An object was read as it is stored, but its data set cannot be written in another transfer syntax. The message says why.</summary>
internal sealed class CannotReencodeException(TransferSyntax transferSyntax, Exception cause)
    : Exception($"It cannot be brought into {transferSyntax.Name}: {cause.Message}", cause);
