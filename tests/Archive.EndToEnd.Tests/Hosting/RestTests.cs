using System.Diagnostics;
using System.Text.Json;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Hosting;

/// <summary>What a node does not do beside its work.</summary>
public sealed class RestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_watcher_is_woken_by_what_is_written_to_the_data_directory()
    {
        // As it is installed: the data lie in the working directory, beside the configuration.
        await File.WriteAllTextAsync(_folder["appsettings.json"], """{ "Archive": { "AeTitle": "FROMFILE" } }""");
        await using var node = await NodeProcess.StartAsync(_folder["archive-data"], InFolder);
        Assert.Equal(DimseStatus.Success, await StoreAsync(node));

        Assert.DoesNotContain(Directory.GetFiles($"/proc/{node.Id}/fdinfo").Select(ReadIfOpen), text => text.Contains("inotify", StringComparison.Ordinal));
    }

    [Fact]
    public void Threads_of_the_pool_do_not_spin_while_they_wait()
    {
        using var built = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Archive.Node.runtimeconfig.json")));

        var limit = built.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit");

        Assert.Equal(0, limit.GetInt32());
    }

    [Fact]
    public async Task Drivers_of_servers_are_not_loaded_where_the_database_is_a_file()
    {
        await using var node = await NodeProcess.StartAsync(_folder["archive-data"]);

        var loaded = await File.ReadAllTextAsync($"/proc/{node.Id}/maps");

        Assert.Contains("/Archive.Storage.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("/Microsoft.Data.SqlClient.dll", loaded, StringComparison.Ordinal);
    }

    private void InFolder(ProcessStartInfo start)
    {
        start.WorkingDirectory = _folder.Path;
        start.Environment.Remove("Archive__DataDirectory");
    }

    private static async Task<DimseStatus> StoreAsync(NodeProcess node)
    {
        var instance = WireObject.Of(TestData.Ct());
        await using var association = await Protocol.Client.ScuAssociation.ConnectAsync(node.Call(called: "FROMFILE").ProposeFor(instance));
        var status = await association.StoreAsync(instance);
        await association.ReleaseAsync();
        return status;
    }

    /// <summary>Empty when it has been closed since it was listed.</summary>
    private static string ReadIfOpen(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
