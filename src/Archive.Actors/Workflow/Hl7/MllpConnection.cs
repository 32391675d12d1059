using System.Net.Security;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>
/// One connection of a sender: reads a message, answers it, reads the next one. While a message is worked on nothing more is read, so a sender that does not
/// wait for answers is held back by TCP. Owns the stream.
/// </summary>
internal sealed class MllpConnection(Stream connection, long number, string address, Hl7Settings settings, Hl7Receiver receiver, TimeProvider time, ILogger logger)
{
    /// <param name="stopping">No further message is begun; one that has come whole is stored and answered.</param>
    /// <param name="aborting">Everything is given up.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        try
        {
            await using var stream = await SecureAsync(stopping);
            using var reader = new MllpReader(stream, settings, time);
            while (await reader.ReadAsync(stopping) is var frame && IsMessage(frame))
            {
                var answer = frame.Kind == MllpFrameKind.Message
                    ? await receiver.AnswerAsync(frame.Content, number, address, aborting)
                    : receiver.RefuseTooLong(frame.Content, number, address);
                if (answer.Length > 0)
                    await SendAsync(stream, answer, aborting);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || aborting.IsCancellationRequested)
        {
            // Its sender connects to another node, or to this one when it is there again.
        }
        catch (TimeoutException e)
        {
            Log.Closed(logger, number, address, e.Message);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            Log.Closed(logger, number, address, e.GetBaseException().Message);
        }
        catch (Exception e)
        {
            Log.Failed(logger, number, address, e);
        }
    }

    private bool IsMessage(MllpFrame frame)
    {
        var (reason, measure) = frame.Kind switch
        {
            MllpFrameKind.Idle => ("nothing came for too long", null),
            MllpFrameKind.Unfinished => ("a message did not end in time", "unfinished"),
            MllpFrameKind.ClosedWithin => ("its sender closed it within a message", "unfinished"),
            MllpFrameKind.Garbage => ("what comes is not framed as MLLP has it (0B … 1C 0D)", "garbage"),
            MllpFrameKind.TooLong => (null, "too_long"),
            _ => (default(string), default(string)),
        };
        if (measure is not null)
            Hl7Metrics.Broken(measure);
        if (reason is not null)
            Log.Closed(logger, number, address, reason);
        return frame.Kind is MllpFrameKind.Message or MllpFrameKind.TooLong;
    }

    private async ValueTask<Stream> SecureAsync(CancellationToken cancellationToken)
    {
        if (settings.Tls is not { } tls)
            return connection;
        var secure = new SslStream(connection);
        using var deadline = new FrameDeadline(settings.Frame, time, cancellationToken);
        try
        {
            await secure.AuthenticateAsServerAsync(tls, deadline.Token);
            return secure;
        }
        catch (Exception e)
        {
            await secure.DisposeAsync();
            if (e is OperationCanceledException && deadline.HasPassed)
                throw new TimeoutException("The TLS handshake did not end in time", e);
            throw;
        }
    }

    private async ValueTask SendAsync(Stream stream, byte[] answer, CancellationToken cancellationToken)
    {
        using var deadline = new FrameDeadline(settings.Send, time, cancellationToken);
        try
        {
            await stream.WriteAsync((byte[])[MllpReader.Start, .. answer, MllpReader.End, MllpReader.Return], deadline.Token);
        }
        catch (OperationCanceledException e) when (deadline.HasPassed)
        {
            throw new TimeoutException("Its sender does not take the answer", e);
        }
    }
}
