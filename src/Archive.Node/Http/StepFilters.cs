using Archive.Actors.Workflow.PerformedSteps;
using Archive.Storage.Workflow;
using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary>Reads by what performed steps are wanted.</summary>
internal static class StepFilters
{
    /// <summary>Equality before ranges, and what few steps have before what many have: the first condition is walked.</summary>
    private static readonly (string Name, uint Attribute)[] Equal =
    [
        ("studyInstanceUid", StepTerms.Study), ("accessionNumber", StepTerms.Accession), ("patientId", StepTerms.Patient),
        ("forwarding", StepTerms.Forwarding), ("station", StepTerms.Station),
    ];

    private static readonly string[] Others = ["status", "startDate", "open", "order", "limit", "after"];

    /// <exception cref="RequestProblemException">A name or a value is none.</exception>
    public static FactQuery Read(IQueryCollection query)
    {
        foreach (var name in query.Keys.Where(name => !Others.Contains(name) && Equal.All(filter => filter.Name != name)))
            throw Wrong($"'{name}' is no filter: there are {string.Join(", ", Equal.Select(filter => filter.Name).Concat(Others))}.");
        var conditions = new List<FactCondition>();
        foreach (var (name, attribute) in Equal)
        {
            if (query.TryGetValue(name, out var value))
                conditions.Add(new IsOneOf(attribute, attribute == StepTerms.Forwarding ? Forwarding(value.ToString()) : value.ToString()));
        }

        if (query.TryGetValue("startDate", out var dates))
            conditions.Add(Dates(dates.ToString()));
        if (query.TryGetValue("status", out var status))
            conditions.Add(new IsOneOf(StepTerms.Status, Status(status.ToString())));
        return new FactQuery(FactKind.PerformedStep, Open(query), conditions, NewestFirst: query["order"].ToString() switch
        {
            "" or "newest" => true,
            "oldest" => false,
            var order => throw Wrong($"order is '{order}'; it must be newest or oldest."),
        });
    }

    private static bool? Open(IQueryCollection query) => query["open"].ToString() switch
    {
        "" => null,
        "true" => true,
        "false" => false,
        var open => throw Wrong($"open is '{open}'; it must be true or false."),
    };

    private static string Forwarding(string text) => Enum.TryParse<StepDeliveryStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status)
        ? StepTerms.ValueOf(status)
        : throw Wrong($"forwarding is '{text}'; it must be {string.Join(", ", Enum.GetNames<StepDeliveryStatus>())}.");

    private static string Status(string text) => Enum.GetValues<PerformedStepStatus>().Select(StepStatusText.Of)
        .FirstOrDefault(status => string.Equals(status, text, StringComparison.OrdinalIgnoreCase))
        ?? throw Wrong($"status is '{text}'; it must be IN PROGRESS, COMPLETED or DISCONTINUED.");

    /// <summary><c>20260311</c>, <c>20260301-20260331</c>, <c>20260301-</c> or <c>-20260331</c>.</summary>
    private static IsBetween Dates(string text)
    {
        var (from, to) = text.Split('-') switch
        {
            [var only] => (only, only),
            [var first, var last] => (first, last),
            _ => ("?", "?"),
        };
        return IsDateOrNothing(from) && IsDateOrNothing(to) && (from.Length > 0 || to.Length > 0)
            ? new IsBetween(StepTerms.StartDate, from.Length == 0 ? null : from, to.Length == 0 ? null : to)
            : throw Wrong($"startDate is '{text}'; it must be a date as 20260311, or two with a hyphen between them, of which one may be left out.");
    }

    private static bool IsDateOrNothing(string text) => text.Length is 0 or 8 && text.All(char.IsAsciiDigit);

    private static RequestProblemException Wrong(string message) => new(StatusCodes.Status400BadRequest, message);
}
