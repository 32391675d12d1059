namespace Archive.LoadTests.Scenarios;

/// <summary>A scenario cannot be run as it is written: where in it, what is wrong, what is allowed.</summary>
internal sealed class ScenarioException : Exception
{
    public ScenarioException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <param name="source">The file, or the name of a scenario that comes with the rig.</param>
    /// <param name="path">As JSON paths go: <c>$.loads[1].open.rate</c>.</param>
    public static ScenarioException At(string source, string path, string problem) => new($"{source}, {path}: {problem}");
}
