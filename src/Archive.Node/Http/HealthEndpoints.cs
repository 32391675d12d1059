using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary>What load balancers and orchestrators ask.</summary>
internal static class HealthEndpoints
{
    /// <param name="notReadyReason">Why objects are not taken now; null when they are.</param>
    public static void MapHealth(this WebApplication web, Func<string?> notReadyReason)
    {
        web.MapGet("/health/live", () => Results.Text("live\n"));
        web.MapGet("/health/ready", () => notReadyReason() is { } reason
            ? Results.Text(reason + "\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ready\n"));
    }
}
