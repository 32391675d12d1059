namespace Archive.Cluster.Tests.Rig;

/// <summary>Programs of Debian packages, some of which are on the path of root alone.</summary>
internal static class Programs
{
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin"];

    public static string PathOf(string program) =>
        Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{program} is not installed; test.sh installs it.");
}
