namespace Archive.Requirements.Tests;

/// <summary>A row of the requirements list.</summary>
/// <param name="Rest">What is missing when it is proven in part, why nothing is there when it is for later; empty when it is proven.</param>
public sealed record Requirement(string Id, string Area, RequirementState State, string Text, string Rest);
