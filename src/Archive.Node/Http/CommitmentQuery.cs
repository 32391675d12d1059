using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Archive.Actors.Workflow.Commitment;
using Archive.Protocol.Data;
using Archive.Storage.Workflow;
using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary>Which transactions a request for a list wants: the newest come first.</summary>
internal sealed record CommitmentQuery(FactQuery Facts, long? AfterRow, int Limit)
{
    private const int UsualLimit = 100;
    private const int MostLimit = 1000;

    private static readonly string[] Names = ["transactionUid", "aeTitle", "state", "open", "limit", "after"];

    /// <summary>Where a list goes on after a row; nobody but the archive reads it.</summary>
    public static string CursorOf(long row) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(row.ToString(CultureInfo.InvariantCulture)));

    /// <param name="problem">What is wrong with the query.</param>
    public static bool TryRead(IQueryCollection query, [NotNullWhen(true)] out CommitmentQuery? read, out string problem)
    {
        (read, problem) = Read(query);
        return read is not null;
    }

    private static (CommitmentQuery? Query, string Problem) Read(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(key => !Names.Contains(key)) is { } unknown)
            return (null, $"There is no parameter '{unknown}': {string.Join(", ", Names)}.");
        var conditions = new List<FactCondition>();
        if (Value("transactionUid") is { } transactionUid)
            conditions.Add(new IsOneOf(Tags.TransactionUID.Value, transactionUid));
        if (Value("aeTitle") is { } aeTitle)
            conditions.Add(new IsOneOf(Tags.SourceApplicationEntityTitle.Value, aeTitle));
        if (Value("state") is { } state)
        {
            if (!Enum.TryParse<CommitmentPhase>(state, ignoreCase: true, out var phase) || !Enum.IsDefined(phase) || int.TryParse(state, out _))
                return (null, $"There is no state '{state}': {string.Join(", ", Enum.GetNames<CommitmentPhase>().Skip(1))}.");
            conditions.Add(new IsOneOf(CommitmentState.PhaseAttribute, phase.ToString()));
        }

        bool? isOpen = null;
        if (Value("open") is { } open)
        {
            if (!bool.TryParse(open, out var wanted))
                return (null, "'open' is true or false.");
            isOpen = wanted;
        }

        var limit = UsualLimit;
        if (Value("limit") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostLimit))
            return (null, $"'limit' is a number from 1 to {MostLimit}.");
        long? after = null;
        if (Value("after") is { } cursor)
        {
            if (ReadCursor(cursor) is not { } row)
                return (null, "'after' is none that a list has given.");
            after = row;
        }

        return (new CommitmentQuery(new FactQuery(FactKind.Commitment, isOpen, conditions, NewestFirst: true), after, limit), "");

        string? Value(string name) => query.TryGetValue(name, out var values) ? values[0] : null;
    }

    private static long? ReadCursor(string cursor)
    {
        if (!Base64Url.IsValid(cursor) || cursor.Length > 32)
            return null;
        return long.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;
    }
}
