namespace Archive.Testing;

/// <summary>
/// A package of npm that plays a peer, as <c>test.sh</c> installs it: a folder for each version in <c>~/.cache/archive-tests/npm</c>, or where
/// <c>ARCHIVE_TEST_NPM</c> says. The same versions stand in <c>test.sh</c>.
/// </summary>
public sealed record NpmPackage(string Name, string Version)
{
    public static NpmPackage DcmjsDimse { get; } = new("dcmjs-dimse", "0.3.3");
    public static NpmPackage SimpleHl7 { get; } = new("simple-hl7", "3.3.0");

    /// <summary>In which <c>node_modules</c> lies.</summary>
    public string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("ARCHIVE_TEST_NPM") is { Length: > 0 } given ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "archive-tests", "npm"),
        $"{Name}@{Version}");

    /// <summary>Null when it can be run.</summary>
    public string? WhyNot() =>
        !DcmtkTool.IsInstalled("node") ? "node is not installed."
        : Directory.Exists(Path.Combine(Folder, "node_modules", Name)) ? null
        : $"{Name} {Version} is not in {Folder}; test.sh installs it with npm.";
}
