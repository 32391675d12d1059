using Archive.Actors.Workflow.Commitment;
using Archive.Protocol.Data;
using Archive.Storage.Workflow;
using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary>Which transactions a request for a list wants: the newest come first.</summary>
internal static class CommitmentQuery
{
    private static readonly string[] Names = ["transactionUid", "aeTitle", "state", "open", "limit", "after"];

    /// <exception cref="RequestProblemException">The query is not understood.</exception>
    public static FactQuery Read(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(key => !Names.Contains(key)) is { } unknown)
            throw Refuse($"There is no parameter '{unknown}': {string.Join(", ", Names)}.");
        var conditions = new List<FactCondition>();
        if (Value("transactionUid") is { } transactionUid)
            conditions.Add(new IsOneOf(Tags.TransactionUID.Value, transactionUid));
        if (Value("aeTitle") is { } aeTitle)
            conditions.Add(new IsOneOf(Tags.SourceApplicationEntityTitle.Value, aeTitle));
        if (Value("state") is { } state)
            conditions.Add(new IsOneOf(CommitmentState.PhaseAttribute, PhaseOf(state).ToString()));
        bool? isOpen = Value("open") switch
        {
            null => null,
            "true" => true,
            "false" => false,
            _ => throw Refuse("open is true or false."),
        };
        return new FactQuery(FactKind.Commitment, isOpen, conditions, NewestFirst: true);

        string? Value(string name) => query.TryGetValue(name, out var values) ? values[0] : null;
    }

    private static CommitmentPhase PhaseOf(string text)
    {
        var phases = Enum.GetValues<CommitmentPhase>().Where(phase => phase != CommitmentPhase.Unknown).ToList();
        var found = phases.Find(phase => phase.ToString().Equals(text, StringComparison.OrdinalIgnoreCase));
        return found != CommitmentPhase.Unknown ? found : throw Refuse($"There is no state '{text}': {string.Join(", ", phases)}.");
    }

    private static RequestProblemException Refuse(string message) => new(StatusCodes.Status400BadRequest, message);
}
