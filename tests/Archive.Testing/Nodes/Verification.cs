using Xunit;

namespace Archive.Testing.Nodes;

/// <summary>The command <c>verify</c> on the data of a node that is not running.</summary>
public static class Verification
{
    /// <summary>Fails with what the command printed unless everything is intact.</summary>
    /// <param name="options">As the node has them.</param>
    public static async Task AssertIntactAsync(string dataDirectory, params string[] options)
    {
        var (exitCode, console) = await NodeProcess.RunAsync(dataDirectory, ["verify", .. options]);
        Assert.EndsWith("all intact.", console, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }
}
