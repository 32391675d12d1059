namespace Archive.Benchmarks;

/// <summary>A directory for what a benchmark writes, beside its program: the system's may lie in memory.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string FullPath { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"benchmark-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
