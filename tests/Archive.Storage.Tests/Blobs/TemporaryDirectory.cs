namespace Archive.Storage.Tests.Blobs;

/// <summary>A directory of its own for a test, deleted with all that is in it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("archive-test-").FullName;

    public IReadOnlyList<string> Files(string pattern) => [.. Directory.EnumerateFiles(Path, pattern).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
