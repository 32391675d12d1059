namespace Archive.Testing;

/// <summary>Names the row of the requirements list that a test covers, such as <c>VEREOS-12</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequirementAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
