using System.CommandLine;
using Archive.Cli.Terminals;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Cli.Queries;

/// <summary>The options by which more than the baseline is asked for, by SOP Class Extended Negotiation (PS3.4 C.5.1.1).</summary>
internal sealed class NegotiationOptions
{
    // Service-class-application-information has a byte for each, at this place counted from 0.
    private readonly (Option<bool> Option, int Place)[] _features;

    /// <param name="isQuery">False for retrievals, of which less can be asked for (PS3.4 C.5.2.1, C.5.3.1).</param>
    public NegotiationOptions(bool isQuery)
    {
        var relational = (new Option<bool>("--relational") { Description = "Ask for relational queries and retrievals: unique keys of the levels above may be left out" }, 0);
        _features = isQuery
            ?
            [
                relational,
                (new("--combined-date-time") { Description = "Ask for date and time to be matched as one" }, 1),
                (new("--fuzzy") { Description = "Ask for names to be matched by their sound" }, 2),
                (new("--timezone") { Description = "Ask for dates and times to be adjusted to the time zone of the query" }, 3),
                (new("--empty-values") { Description = "Ask for \"\" to match what has no value" }, 5),
                (new("--multiple-values") { Description = "Ask for each of several values of a key to match" }, 6),
            ]
            : [relational];
    }

    public void AddTo(Command command)
    {
        foreach (var feature in _features)
            command.Options.Add(feature.Option);
    }

    public IReadOnlyList<SopClassExtendedNegotiation> Read(ParseResult parsed, Uid sopClass)
    {
        var asked = _features.Where(feature => parsed.GetValue(feature.Option)).ToArray();
        if (asked.Length == 0)
            return [];
        var information = new byte[asked.Max(feature => feature.Place) + 1];
        foreach (var feature in asked)
            information[feature.Place] = 1;
        return [new SopClassExtendedNegotiation(sopClass, information)];
    }

    /// <summary>Says what the peer did not grant: it will answer as if it had not been asked for.</summary>
    public void Report(ParseResult parsed, ScuAssociation association, Uid sopClass, Terminal terminal)
    {
        var granted = association.Negotiated.FindExtendedNegotiation(sopClass)?.ServiceClassApplicationInformation ?? default;
        foreach (var feature in _features.Where(feature => parsed.GetValue(feature.Option)))
        {
            if (granted.Length <= feature.Place || granted.Span[feature.Place] == 0)
                terminal.Error.WriteLine($"The peer does not grant {feature.Option.Name}.");
        }
    }
}
