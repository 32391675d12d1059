using Archive.Actors.Canary;
using Archive.Node.Hosting;
using Archive.Node.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Node.Tests.Hosting;

public sealed class SettingsRegistrationTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(5, 5.0)]
    public void The_canary_has_its_interval_and_0_leaves_it_out(int option, double? interval)
    {
        using var services = new ServiceCollection().AddSettings(new ArchiveOptions { Canary = new CanaryOptions { IntervalSeconds = option } }).BuildServiceProvider();

        Assert.Equal(interval, services.GetService<CanarySettings>()?.Interval.TotalSeconds);
    }
}
