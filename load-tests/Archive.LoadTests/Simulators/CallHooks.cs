using Archive.Protocol.Client;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Simulators;

/// <summary>What a caller does besides: spoils its own connection, or serves requests of the target.</summary>
internal readonly record struct CallHooks(
    Func<Stream, CancellationToken, ValueTask<Stream>>? WrapAsync = null, Func<IncomingRequest, CancellationToken, ValueTask<DimseResponse>>? ServeAsync = null);
