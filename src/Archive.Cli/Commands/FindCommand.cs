using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Archive.Cli.Connections;
using Archive.Cli.Queries;
using Archive.Cli.Terminals;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Commands;

/// <summary><c>find</c>: asks a peer what it has (C-FIND, PS3.4 C.4.1), and prints the answers while they come.</summary>
internal sealed class FindCommand : PeerCommand
{
    // A peer that takes longer than this for an answer is slow enough to show what it gave so far.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FindOptions _query = new();
    private readonly NegotiationOptions _negotiation = new(isQuery: true);

    public FindCommand(ILocalNode node)
        : base("find", "Finds patients, studies, series or objects at a peer (C-FIND). Prints a table, or tab-separated values when the output is no terminal.", node)
    {
        Arguments.Add(Peer.Target);
        _query.AddTo(this);
        _negotiation.AddTo(this);
        Peer.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var query = _query.Read(parsed);
        var connection = await Peer.ReadAsync(parsed, cancellationToken);
        var sopClass = query.Model.Find;
        await using var association = await connection.ConnectAsync(
            connection.CreateOptions(negotiations: _negotiation.Read(parsed, sopClass)).Propose(sopClass, Connection.QuerySyntaxes), cancellationToken);
        _negotiation.Report(parsed, association, sopClass, terminal);
        IAnswerPrinter printer = query.IsJson ? new JsonPrinter(terminal.Output)
            : terminal.IsOutputTerminal ? new TablePrinter(terminal, query.Columns)
            : new TsvPrinter(terminal.Output, query.Columns);
        using var patience = new Patience(cancellationToken);
        await using var givingUp = patience.Token.Register(() => _ = association.AbortAsync().AsTask());
        var started = Stopwatch.GetTimestamp();
        var answers = new Answers();
        try
        {
            await PrintAnswersAsync(association, query, printer, answers, cancellationToken);
        }
        catch (Exception e) when (PeerErrors.IsExpected(e))
        {
            answers.Lost = PeerErrors.Describe(e);
        }

        await ReportAsync(query, answers, Stopwatch.GetElapsedTime(started), terminal);
        await Connection.ReleaseAsync(association, patience.Token);
        var isRefused = answers.Last is { Status.Class: DimseStatusClass.Failure };
        if (cancellationToken.IsCancellationRequested)
            return ExitCode.Interrupted;
        if (answers.Count == 0 && (isRefused || answers.Lost is not null))
            throw new CommandException(isRefused ? $"{connection} refused the query: {PeerErrors.Describe(answers.Last!)}" : answers.Lost!);
        return isRefused || answers.Lost is not null || answers.Undecodable > 0 ? ExitCode.Incomplete : ExitCode.Success;
    }

    private static async Task PrintAnswersAsync(
        ScuAssociation association, FindArguments query, IAnswerPrinter printer, Answers answers, CancellationToken cancellationToken)
    {
        await using var responses = association.FindAsync(query.Model.Find, query.Identifier, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
        try
        {
            while (answers.Count != query.Limit)
            {
                var next = responses.MoveNextAsync().AsTask();
                if (printer.IsHolding && await Task.WhenAny(next, Task.Delay(Pause, CancellationToken.None)) != next)
                    printer.Flush();
                await next;
                var response = responses.Current.Response;
                if (!response.Status.IsPending)
                {
                    answers.Last = response;
                    return;
                }

                answers.Count++;
                answers.ArePartly |= response.Status == DimseStatus.PendingOptionalKeysNotSupported;
                Print(responses.Current, printer, answers);
            }
        }
        finally
        {
            printer.Complete();
        }
    }

    /// <summary>One answer that cannot be understood is no reason to go without the others.</summary>
    private static void Print(DimseMessage<CFindResponse> answer, IAnswerPrinter printer, Answers answers)
    {
        DataSet dataSet;
        try
        {
            dataSet = answer.ReadDataSet();
        }
        catch (DicomFormatException e)
        {
            answers.Undecodable++;
            answers.Problem ??= e.Message;
            return;
        }

        printer.Print(dataSet);
    }

    private static async Task ReportAsync(FindArguments query, Answers answers, TimeSpan elapsed, Terminal terminal)
    {
        await terminal.Error.WriteLineAsync(Summarize(query, answers, elapsed));
        if (answers.ArePartly)
            await terminal.Error.WriteLineAsync("The peer does not support some of the keys (FF01): it does not match them.");
        if (answers.Undecodable > 0)
            await terminal.Error.WriteLineAsync(TextCells.Clean($"{Quantity.Of(answers.Undecodable, "answer could not be understood and is", "answers could not be understood and are")} not shown: {answers.Problem}"));
        if (answers.Count > 0 && answers.Last is { Status.Class: DimseStatusClass.Failure } refusal)
            await terminal.Error.WriteLineAsync(TextCells.Clean($"The peer ended the query: {PeerErrors.Describe(refusal)}"));
        if (answers.Count > 0 && answers.Lost is not null)
            await terminal.Error.WriteLineAsync(TextCells.Clean(answers.Lost));
    }

    private static string Summarize(FindArguments query, Answers answers, TimeSpan elapsed)
    {
        var what = (query.Level, answers.Count) switch
        {
            (QueryLevel.Patient, 1) => "patient",
            (QueryLevel.Patient, _) => "patients",
            (QueryLevel.Study, 1) => "study",
            (QueryLevel.Study, _) => "studies",
            (QueryLevel.Series, _) => "series",
            (_, 1) => "object",
            _ => "objects",
        };
        var end = answers.Last switch
        {
            null => "; there may be more",
            { Status.Class: DimseStatusClass.Cancel } => "; canceled",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{answers.Count:#,0} {what} in {elapsed.TotalSeconds:0.00} s{end}.");
    }

    /// <summary>What came.</summary>
    private sealed class Answers
    {
        public int Count { get; set; }

        /// <summary>Of these, those that no data set could be read from.</summary>
        public int Undecodable { get; set; }

        /// <summary>Why, for the first of them.</summary>
        public string? Problem { get; set; }

        /// <summary>The last response; null when that was not waited for, or did not come.</summary>
        public CFindResponse? Last { get; set; }

        /// <summary>The peer said that it does not support all of the keys.</summary>
        public bool ArePartly { get; set; }

        /// <summary>Why the association ended before its time.</summary>
        public string? Lost { get; set; }
    }
}
