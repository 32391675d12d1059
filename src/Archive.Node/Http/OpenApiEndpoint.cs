using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary>The description of the API: what stands in <c>openapi.json</c>.</summary>
internal static class OpenApiEndpoint
{
    private const string Name = "openapi.json";

    private static readonly byte[] Document = Read();

    public static void MapOpenApi(this WebApplication web) => web.MapGet($"/api/{Name}", () => Results.Bytes(Document, "application/json"));

    private static byte[] Read()
    {
        using var resource = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream(Name)!;
        var document = new byte[resource.Length];
        resource.ReadExactly(document);
        return document;
    }
}
