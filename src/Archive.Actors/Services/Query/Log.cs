using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Query;

/// <summary>What queries log. No value of a key: it may be patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(110, LogLevel.Information, "association {Number} {CallingAeTitle}: query {Query}: {Answers} answers, {Status}, {Milliseconds:0.0} ms")]
    public static partial void QueryEnded(ILogger logger, long number, AeTitle callingAeTitle, QueryText query, int answers, DimseStatus status, double milliseconds);

    [LoggerMessage(111, LogLevel.Error, "association {Number} {CallingAeTitle}: a query failed")]
    public static partial void QueryFailed(ILogger logger, long number, AeTitle callingAeTitle, Exception cause);
}
