namespace Archive.Actors.Workflow.Hl7;

/// <summary>One order of a message: ORC and what follows it, up to the next one.</summary>
/// <param name="Number">From 1 on.</param>
internal sealed record OrderGroup(int Number, Hl7Scope Scope)
{
    /// <summary>ORC-1, or for an old sender without ORC a new order.</summary>
    public string Control => Scope.First("ORC") is { } common ? common.Text(1).ToUpperInvariant() : "NW";

    public string Status => Scope.First("ORC")?.Text(5).ToUpperInvariant() ?? "";

    /// <summary>The scheduled steps: one for each IPC; without any the order has one.</summary>
    public IReadOnlyList<Hl7Scope> Steps => Scope.Segments.Where(segment => segment.Name == "IPC").Select(step => new Hl7Scope([step], Scope)).ToList() is { Count: > 0 } steps ? steps : [Scope];

    /// <summary>A second OBR after one ORC is a second procedure of the same order: it shares ORC, and what stands between them.</summary>
    public static IReadOnlyList<OrderGroup> Split(Hl7Message message)
    {
        var first = message.Segments.TakeWhile(segment => segment.Name is not ("ORC" or "OBR")).Count();
        var header = new Hl7Scope([.. message.Segments.Take(first)]);
        var groups = new List<List<Hl7Segment>>();
        List<Hl7Segment> common = [];
        var hasProcedure = true;
        foreach (var segment in message.Segments.Skip(first))
        {
            if (segment.Name == "ORC" || (segment.Name == "OBR" && hasProcedure))
            {
                groups.Add(segment.Name == "ORC" ? [] : [.. common]);
                if (segment.Name == "ORC")
                    common = [];
                hasProcedure = false;
            }

            hasProcedure |= segment.Name == "OBR";
            groups[^1].Add(segment);
            if (!hasProcedure)
                common.Add(segment);
        }

        return [.. groups.Select((segments, index) => new OrderGroup(index + 1, new Hl7Scope(segments, header)))];
    }
}
