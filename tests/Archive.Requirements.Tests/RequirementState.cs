namespace Archive.Requirements.Tests;

/// <summary>How far the archive fulfils a requirement, as tests show it. In requirements.tsv by these names in lower case.</summary>
public enum RequirementState
{
    /// <summary>Tests prove all of it.</summary>
    Proven,

    /// <summary>Tests prove some of it; the row says what is missing.</summary>
    Partly,

    /// <summary>Nothing proves it; the row says why not yet.</summary>
    Later,
}
