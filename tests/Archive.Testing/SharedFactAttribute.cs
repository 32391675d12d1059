using Xunit;

namespace Archive.Testing;

/// <summary>A fact about files of <see cref="SharedFiles"/>: skipped where the folder is absent.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (SharedFiles.Root is null)
            Skip = SharedFiles.IsAbsent;
    }
}
