using Xunit;

namespace Archive.Testing;

/// <summary>A theory that is reported as skipped, with the reason, on a machine that does not give what it needs.</summary>
public sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(Need need)
    {
        Need = need;
        Skip = Needs.WhyNot(need);
    }

    public Need Need { get; }
}
