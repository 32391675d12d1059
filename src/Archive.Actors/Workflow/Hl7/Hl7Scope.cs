namespace Archive.Actors.Workflow.Hl7;

/// <summary>Segments that belong together, and those around them: a step within its order, the order within its message.</summary>
internal sealed record Hl7Scope(IReadOnlyList<Hl7Segment> Segments, Hl7Scope? Outer = null)
{
    /// <summary>The segments that a path means, of the nearest group that has any.</summary>
    public IReadOnlyList<Hl7Segment> Find(Hl7Path path)
    {
        var scope = this;
        while (scope is not null)
        {
            // A note at the patient is none at the order.
            var found = path.Segment == "NTE" && scope.Outer is null && scope != this ? [] : scope.Segments.Where(path.IsIn).ToList();
            if (found.Count > 0)
                return found;
            scope = scope.Outer;
        }

        return [];
    }

    /// <summary>The first segment of that name, in here or around.</summary>
    public Hl7Segment? First(string name) => Segments.FirstOrDefault(segment => segment.Name == name) ?? Outer?.First(name);
}
