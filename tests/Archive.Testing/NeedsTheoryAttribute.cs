using Xunit;

namespace Archive.Testing;

/// <summary>A theory that is reported as skipped, with the reason, on a machine that does not give what it needs.</summary>
public sealed class NeedsTheoryAttribute(Need need) : TheoryAttribute
{
    public Need Need { get; } = need;

    /// <summary>Found out when the runner asks: not whenever the attribute is looked at.</summary>
    public override string? Skip
    {
        get => base.Skip ?? Needs.WhyNot(Need);
        set => base.Skip = value;
    }
}
