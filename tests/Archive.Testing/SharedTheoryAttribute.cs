using Xunit;

namespace Archive.Testing;

/// <summary>A theory whose cases are files of <see cref="SharedFiles"/>: skipped where the folder is absent, for it has none then.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute()
    {
        if (SharedFiles.Root is null)
            Skip = SharedFiles.IsAbsent;
    }
}
