using System.Globalization;
using System.Net;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Workflow;

/// <summary>simple-hl7 as an order system.</summary>
internal static class Hl7Peer
{
    private static readonly string Script = Path.Combine(SharedFiles.RepositoryRoot, "tests", "Archive.EndToEnd.Tests", "Workflow", "simple-hl7-order.js");

    /// <summary>Sends an order twice on one connection, as N-1 and N-2.</summary>
    /// <returns>The answers, segments in lines.</returns>
    public static async Task<string> SendOrderAsync(IPEndPoint to, string control, string accession)
    {
        var result = await DcmtkTool.RunAsync("node",
            Script, NpmPackage.SimpleHl7.Folder, to.Address.ToString(), to.Port.ToString(CultureInfo.InvariantCulture), control, accession);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }
}
