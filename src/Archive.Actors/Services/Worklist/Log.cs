using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Worklist;

/// <summary>What queries of the worklist log. No value of a key: it may be patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 720, Message = "association {Number} {CallingAeTitle}: worklist by {Keys}: {Answers} answers, {Status}, {Milliseconds:0.0} ms")]
    public static partial void QueryEnded(
        ILogger logger, LogLevel level, long number, AeTitle callingAeTitle, WorklistKeysText keys, int answers, DimseStatus status, double milliseconds);

    [LoggerMessage(721, LogLevel.Error, "association {Number} {CallingAeTitle}: a worklist query failed")]
    public static partial void QueryFailed(ILogger logger, long number, AeTitle callingAeTitle, Exception cause);
}
