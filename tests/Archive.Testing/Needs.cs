using System.Collections.Concurrent;

namespace Archive.Testing;

/// <summary>Finds out, once for each, whether this machine gives what a test needs: by doing it.</summary>
public static class Needs
{
    private static readonly ConcurrentDictionary<Need, string?> Answers = new();

    /// <summary>Null when it is given; else the reason to skip the test.</summary>
    public static string? WhyNot(Need need) => Answers.GetOrAdd(need, static need => Task.Run(() => TryAsync(need)).GetAwaiter().GetResult());

    private static async Task<string?> TryAsync(Need need)
    {
        switch (need)
        {
            case Need.Strace:
                return await WhyNotAsync("strace", "-f", "-o", "/dev/null", "true") is { } strace ? $"System calls cannot be traced here: {strace}" : null;
            case Need.Networks:
                return await WhyNotAsync("unshare", "--net", "tc", "qdisc", "add", "dev", "lo", "root", "tbf", "rate", "1mbit", "burst", "16kb", "limit", "1mb") is { } network
                    ? $"No slow line can be made here: {network}" : null;
            case Need.NetworkCuts:
                return await WhyNotAsync("nft", "--check", "add table inet cut") is { } cut ? $"No network can be cut here: {cut}" : await TryAsync(Need.Networks);
            case Need.PreviousVersion:
                return await PreviousVersion.WhyNotAsync();
            case Need.DcmjsDimse:
                return NpmPackage.DcmjsDimse.WhyNot() is { } dcmjs ? $"There is no DICOM peer of npm: {dcmjs}" : null;
            case Need.SimpleHl7:
                return NpmPackage.SimpleHl7.WhyNot() is { } npm ? $"There is no HL7 peer: {npm}" : null;
            case Need.Promtool:
                return await WhyNotAsync("promtool", "--version") is { } promtool ? $"Rules cannot be checked here: {promtool}" : null;
            case Need.Mounts:
                return await MountedDisk.WhyNotAsync(MountedDisk.MountMemoryAsync(megabytes: 1)) is { } mount ? $"Nothing can be mounted here: {mount}" : null;
            default:
                return await MountedDisk.WhyNotAsync(MountedDisk.MountImageAsync(megabytes: 16)) is { } loop ? $"No file can be mounted as a disk here: {loop}" : null;
        }
    }

    private static async Task<string?> WhyNotAsync(string tool, params string[] arguments)
    {
        if (!DcmtkTool.IsInstalled(tool))
            return $"{tool} is not installed.";
        var result = await DcmtkTool.RunAsync(tool, arguments);
        return result.ExitCode == 0 ? null : result.Output.Trim();
    }
}
