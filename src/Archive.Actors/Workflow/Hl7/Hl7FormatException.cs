namespace Archive.Actors.Workflow.Hl7;

/// <summary>The bytes are no message of HL7 v2.</summary>
public sealed class Hl7FormatException(Hl7Problem problem) : Exception(problem.Text)
{
    public Hl7Problem Problem { get; } = problem;
}
