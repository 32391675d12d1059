namespace Archive.EndToEnd.Tests.Wire;

/// <summary>The command <c>verify</c> on the data of a node that is not running.</summary>
public static class Verification
{
    /// <summary>Fails with what the command printed unless everything is intact.</summary>
    public static async Task AssertIntactAsync(string dataDirectory)
    {
        var (exitCode, console) = await NodeProcess.RunAsync(dataDirectory, "verify");
        Assert.EndsWith("all intact.", console, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }
}
