using Archive.Node.Hosting;
using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary>What load balancers and orchestrators ask.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication web, ArchiveNode node)
    {
        web.MapGet("/health/live", () => Results.Text("live\n"));
        web.MapGet("/health/ready", () => node.NotReadyReason is { } reason
            ? Results.Text(reason + "\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ready\n"));
    }
}
