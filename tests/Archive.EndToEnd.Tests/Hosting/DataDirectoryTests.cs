using System.Globalization;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Hosting;

/// <summary>One process at a time has a data directory.</summary>
public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("verify")]
    public async Task A_second_process_is_refused_in_one_sentence_and_disturbs_nothing(params string[] command)
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"]);

        var (exitCode, console) = await NodeProcess.RunAsync(_folder["data"], command);

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain('\n', console);
        Assert.Contains(_folder["data"], console, StringComparison.Ordinal);
        Assert.Contains(node.Id.ToString(CultureInfo.InvariantCulture), console, StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(TestData.Ct())));
    }

    [Fact]
    public async Task A_killed_process_leaves_the_directory_to_the_next_one()
    {
        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
            await node.KillAsync();

        await using var next = await NodeProcess.StartAsync(_folder["data"]);
        Assert.Equal(DimseStatus.Success, await next.StoreAsync(WireObject.Of(TestData.Ct())));
    }
}
