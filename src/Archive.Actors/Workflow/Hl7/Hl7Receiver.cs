using System.Globalization;
using System.Text;
using Archive.Actors.Workflow.Worklist;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>
/// Answers messages: AA when all that a message asks for is durable, else with the reason. Nothing is remembered between messages: whoever gets no answer, or
/// AE, repeats the message, and its changes are the same again. Thread-safe.
/// </summary>
public sealed class Hl7Receiver(Hl7Settings settings, IOrders orders, TimeProvider time, ILogger<Hl7Receiver> logger)
{
    private const string Acknowledgment = "ACK";

    private readonly Hl7Parser _parser = new(settings.FallbackCharacterSet);
    private readonly Hl7Interpreter _interpreter = new(settings.Mapping);
    private int _answers;

    /// <param name="frame">What stood in a frame.</param>
    /// <param name="number">Of the connection, for the log.</param>
    /// <param name="address">Of the sender, for the log.</param>
    /// <returns>The answer without its frame; empty when there is none, for an answer is not answered.</returns>
    public async Task<byte[]> AnswerAsync(ReadOnlyMemory<byte> frame, long number, string address, CancellationToken cancellationToken)
    {
        Hl7Message message;
        try
        {
            message = _parser.Parse(frame.Span);
        }
        catch (Hl7FormatException e)
        {
            Log.Unreadable(logger, number, address, e.Problem.Text);
            return Refuse(frame.Span, e.Problem);
        }

        if (message.Type == Acknowledgment)
            return [];
        var (changes, problems) = await ApplyAsync(message, number, address, cancellationToken);
        var code = Hl7Acknowledgment.CodeOf(problems);
        Hl7Metrics.Answered(TypeOf(message), code);
        Write(message, changes, problems, code, number, address);
        return Hl7Writer.Write(Hl7Acknowledgment.Create(message, problems, NextId(), SiteTime()));
    }

    /// <summary>Answers a message that is too long. Of its beginning is taken what can be read.</summary>
    public byte[] RefuseTooLong(ReadOnlyMemory<byte> beginning, long number, string address)
    {
        var problem = new Hl7Problem(Hl7ErrorCode.ApplicationError, null, string.Create(CultureInfo.InvariantCulture, $"The message has more than {settings.MaxMessageBytes} bytes"));
        Log.Unreadable(logger, number, address, problem.Text);
        return Refuse(beginning.Span, problem);
    }

    private byte[] Refuse(ReadOnlySpan<byte> frame, Hl7Problem problem)
    {
        Hl7Metrics.Answered("other", "AR");
        return Hl7Writer.Write(Hl7Acknowledgment.CreateFor(frame, problem, NextId(), SiteTime()));
    }

    private async Task<(int Changes, IReadOnlyList<Hl7Problem> Problems)> ApplyAsync(Hl7Message message, long number, string address, CancellationToken cancellationToken)
    {
        var interpretation = _interpreter.Interpret(message);
        if (!interpretation.IsTaken)
            return (0, interpretation.Problems);
        using var limit = new CancellationTokenSource(settings.Store, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var problems = interpretation.Problems.ToList();
            foreach (var change in interpretation.Changes)
            {
                var result = await orders.ApplyAsync(change, end.Token);
                if (result.IsDone || Problem(change, result) is not { } problem)
                    continue;
                problems.Add(problem);
                if (!problem.IsWarning)
                    return (0, problems);
            }

            return (interpretation.Changes.Count, problems);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            // Whatever it is, the sender must not take it for stored, and the next message must not suffer.
            Log.NotStored(logger, number, address, message.Type, message.Event, Short(message.ControlId), Short(message.SendingApplication), e);
            var reason = limit.IsCancellationRequested ? string.Create(CultureInfo.InvariantCulture, $"it took more than {settings.Store.TotalSeconds} s") : e.Message;
            return (0, [new Hl7Problem(Hl7ErrorCode.ApplicationError, null, $"The message could not be stored, repeat it: {reason}"), .. interpretation.Problems]);
        }
    }

    /// <summary>Null where there was nothing to do: a patient without open steps needs no update.</summary>
    private static Hl7Problem? Problem(OrderChange change, OrderResult result) => (change, result.Outcome) switch
    {
        (ChangePatient or MergePatient, OrderOutcome.NotFound) => null,
        // Also what is said of an order that was cancelled before, by this very message whose answer was lost.
        (CancelOrder, OrderOutcome.NotFound) => new Hl7Problem(Hl7ErrorCode.UnknownKey, new Hl7Location("ORC"), result.Problem ?? "There is no open step of the order", IsWarning: true),
        (_, OrderOutcome.NotFound) => new Hl7Problem(Hl7ErrorCode.UnknownKey, new Hl7Location("ORC"), result.Problem ?? "There is no such order"),
        (_, OrderOutcome.Conflict) => new Hl7Problem(Hl7ErrorCode.DuplicateKey, new Hl7Location("ORC"), result.Problem ?? "There is such a step already, with something else"),
        _ => new Hl7Problem(Hl7ErrorCode.DataType, null, result.Problem ?? "The order is none that can be scheduled"),
    };

    private void Write(Hl7Message message, int changes, IReadOnlyList<Hl7Problem> problems, string code, long number, string address)
    {
        var (type, trigger, id, application) = (Short(message.Type), Short(message.Event), Short(message.ControlId), Short(message.SendingApplication));
        if (code != "AA")
            Log.Refused(logger, number, address, type, trigger, id, application, code, string.Join("; ", problems.Where(problem => !problem.IsWarning).Select(problem => problem.Text)));
        else
            Log.Taken(logger, number, address, type, trigger, id, application, changes);
        if (code == "AA" && problems.Count > 0)
            Log.TakenWithWarning(logger, number, address, type, trigger, id, application, string.Join("; ", problems.Select(problem => problem.Text)));
    }

    /// <summary>20 characters, the most that MSH-10 may have in old versions: the time, and a number of its own within the second.</summary>
    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMddHHmmss}{(uint)Interlocked.Increment(ref _answers) % 1_000_000:D6}");

    private DateTimeOffset SiteTime() => TimeZoneInfo.ConvertTime(time.GetUtcNow(), settings.Mapping.TimeZone);

    private static string TypeOf(Hl7Message message) => (message.Type, message.Event) switch
    {
        ("ORM", _) => "ORM^O01",
        ("OMI", _) => "OMI^O23",
        ("OMG", _) => "OMG^O19",
        ("ADT", "A08") => "ADT^A08",
        ("ADT", "A40") => "ADT^A40",
        _ => "other",
    };

    /// <summary>What a sender wrote, so that it makes one line of the log.</summary>
    private static string Short(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, 40));
        foreach (var character in text.Take(40))
            line.Append(char.IsControl(character) ? ' ' : character);
        return line.ToString();
    }
}
