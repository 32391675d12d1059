using Archive.Protocol.Association;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Client;

/// <summary>A request of the peer.</summary>
/// <param name="Context">Its transfer syntax is the encoding of the data set.</param>
/// <param name="DataSet">
/// The data set as it arrives, straight from the connection; empty when there is none. Valid until the request is served;
/// what is not read then is thrown away.
/// </param>
public sealed record IncomingRequest(DimseRequest Request, PresentationContext Context, Stream DataSet);
