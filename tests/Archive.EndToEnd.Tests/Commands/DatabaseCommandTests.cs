using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

/// <summary>The commands for the database of an archive: <c>migrate</c> and <c>copy-index</c>.</summary>
public sealed class DatabaseCommandTests : PostgresTest
{
    [Fact]
    public async Task An_archive_moves_to_postgresql_with_its_volumes_where_they_are()
    {
        var instances = Enumerable.Range(1, 6).Select(number => TestData.Ct(pixelBytes: 20_000, number: number)).ToList();
        await using (var node = await NodeProcess.StartAsync(DataDirectory))
        {
            foreach (var instance in instances)
                Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(instance)));
            await FailAsync("is in use by", "copy-index", Database);
            Assert.Equal(0, await node.TerminateAsync());
        }

        Assert.Contains("are the same in both databases", await SucceedAsync("copy-index", Database), StringComparison.Ordinal);
        Assert.StartsWith("0 rows copied", await SucceedAsync("copy-index", Database), StringComparison.Ordinal);
        await using (var node = await NodeProcess.StartAsync(DataDirectory, Database))
        {
            foreach (var instance in instances)
                Assert.Single(await node.FindInstancesAsync(instance.Study.Uid));
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(instances[0])));
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(TestData.Ct(pixelBytes: 20_000))));
            await FailAsync("a node at 127.0.0.1", "copy-index", Database);
            Assert.Equal(0, await node.TerminateAsync());
        }

        await Verification.AssertIntactAsync(DataDirectory, Database);
        await FailAsync("another archive", "copy-index", Database);
    }

    [Fact]
    public async Task The_schema_is_brought_up_to_date_and_said_from_where_to_where()
    {
        Assert.StartsWith("The database was made with schema version ", await SucceedAsync("migrate", Database), StringComparison.Ordinal);
        Assert.EndsWith("it is up to date.", await SucceedAsync("migrate", Database), StringComparison.Ordinal);
        Assert.StartsWith("The database was made with schema version ", await SucceedAsync("migrate"), StringComparison.Ordinal);
        Assert.EndsWith("it is up to date.", await SucceedAsync("migrate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_copy_an_index_needs_one_and_a_place_for_it()
    {
        await FailAsync("Say where to", "copy-index");
        await FailAsync("There is no database", "copy-index", Database);
        await Server.StopAsync();
        await FailAsync("does not answer", "migrate", Database);
    }

    private async Task<string> SucceedAsync(string command, params string[] options)
    {
        var (exitCode, console) = await NodeProcess.RunAsync(DataDirectory, [command, .. options]);
        Assert.True(exitCode == 0, console);
        return console;
    }

    private async Task FailAsync(string because, string command, params string[] options)
    {
        var (exitCode, console) = await NodeProcess.RunAsync(DataDirectory, [command, .. options]);
        Assert.Equal(1, exitCode);
        Assert.Contains(because, console, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', console);
    }
}
