using System.Text.Json;
using System.Text.Json.Serialization;
using Archive.Actors.Cluster;
using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary>The cluster for operators and their scripts.</summary>
internal static class ClusterEndpoint
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static void MapCluster(this WebApplication web, ClusterObserver observer) => web.MapGet("/cluster", async context =>
    {
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, await observer.LookAsync(context.RequestAborted), Json, context.RequestAborted);
    });
}
