using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>
/// The power goes at random moments: the file system stops in the middle of what it does, and nothing that was not flushed is
/// on the disk afterwards. What ext4 makes durable beyond what it was asked for, a file's name with the file's flush, is for
/// <c>VolumeDurabilityTests</c> and <see cref="FlushOrderTests"/> to say.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Cuts = 24;
    private const int DiskMegabytes = 4096;

    [NeedsFact(Need.LoopDevices)]
    [Requirement("OASIS-08")]
    [Requirement("MX1-15")]
    [Requirement("BASICS-03")]
    [Requirement("TIGER-10")]
    public async Task Everything_acknowledged_survives_power_cuts_at_random_moments_and_nothing_is_half_there()
    {
        await using var disk = await MountedDisk.MountImageAsync(DiskMegabytes);

        await new InterruptedLoad(Path.Combine(disk.Path, "data"), diskMayFail: true, output).RunAsync(Cuts, async node =>
        {
            disk.CutPower();
            await node.KillAsync();
            await disk.RemountAsync();
        });
    }
}
