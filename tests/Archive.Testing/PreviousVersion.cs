namespace Archive.Testing;

/// <summary>
/// The version before this one, built from the history: the commit that <c>tests/Archive.Cluster.Tests/previous-version</c> names. See
/// <see cref="Need.PreviousVersion"/>.
/// </summary>
public sealed class PreviousVersion : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    private PreviousVersion()
    {
    }

    /// <summary>Where its node's program lies.</summary>
    public string Program => _folder["program"];

    private static string Commit =>
        File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "tests", "Archive.Cluster.Tests", "previous-version")).Trim();

    public static async Task<PreviousVersion> BuildAsync()
    {
        var version = new PreviousVersion();
        try
        {
            await RunAsync("git", "-C", SharedFiles.RepositoryRoot, "worktree", "add", "--detach", version._folder["source"], Commit);
            await RunAsync("dotnet", "build", version._folder["source/src/Archive.Node"], "-c", "Release", "-o", version.Program, "-p:RunAnalyzers=false");
            return version;
        }
        catch
        {
            await version.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DcmtkTool.RunAsync("git", "-C", SharedFiles.RepositoryRoot, "worktree", "remove", "--force", _folder["source"]);
        _folder.Dispose();
    }

    /// <summary>Null when it can be built.</summary>
    internal static async Task<string?> WhyNotAsync()
    {
        if (Commit.Length == 0)
            return "There is no version before this one.";
        if (!DcmtkTool.IsInstalled("git"))
            return "The version before cannot be built: git is not installed.";
        var found = await DcmtkTool.RunAsync("git", "-C", SharedFiles.RepositoryRoot, "cat-file", "-e", Commit + "^{commit}");
        return found.ExitCode == 0 ? null : $"The history here does not have the version before, {Commit}.";
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var result = await DcmtkTool.RunAsync(program, Limit, arguments);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result.Output}");
    }
}
