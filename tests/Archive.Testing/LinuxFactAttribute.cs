using Xunit;

namespace Archive.Testing;

/// <summary>A fact about what only Linux does: skipped elsewhere.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Only Linux does that.";
    }
}
