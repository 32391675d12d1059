namespace Archive.Testing;

/// <summary>
/// Names the row of the requirements list that a test proves, such as <c>VEREOS-12</c>; docs/requirements.md is made of these.
/// </summary>
/// <param name="id">A row of tests/Archive.Requirements.Tests/requirements.tsv.</param>
/// <param name="proves">Which part of the row, or how, where the name of the test does not say it: a clause. Null when it does.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequirementAttribute(string id, string? proves = null) : Attribute
{
    public string Id { get; } = id;

    public string? Proves { get; } = proves;
}
