using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>kill -9 at random moments. What was written is still in the system's memory then: that it reaches the disk is for <see cref="PowerCutTests"/> to say.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 24;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Everything_acknowledged_survives_kills_at_random_moments_and_nothing_is_half_there() =>
        new InterruptedLoad(_folder["data"], diskMayFail: false, output).RunAsync(Kills, node => node.KillAsync());
}
