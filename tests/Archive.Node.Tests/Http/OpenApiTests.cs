using System.Text.Json;
using Archive.Node.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Archive.Node.Tests.Http;

/// <summary>The document of the interface describes what there is, and nothing else.</summary>
public sealed class OpenApiTests
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    [Fact]
    public void Every_request_of_the_interface_is_described_and_no_other()
    {
        using var document = Document();

        var described = from path in document.RootElement.GetProperty("paths").EnumerateObject()
                        from method in path.Value.EnumerateObject()
                        where Methods.Contains(method.Name)
                        select $"{method.Name.ToUpperInvariant()} {path.Name}";

        Assert.Equal(Mapped().Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reference_in_it_leads_somewhere_and_every_request_says_what_it_answers()
    {
        using var document = Document();
        var root = document.RootElement;
        var schemas = root.GetProperty("components").GetProperty("schemas");

        Assert.All(References(root), reference => Assert.True(schemas.TryGetProperty(reference["#/components/schemas/".Length..], out _), reference));
        Assert.All(
            root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Where(method => Methods.Contains(method.Name)),
            method => Assert.Contains(method.Value.GetProperty("responses").EnumerateObject(), response => response.Name.StartsWith('2')));
    }

    private static JsonDocument Document()
    {
        using var resource = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream("openapi.json")!;
        return JsonDocument.Parse(resource);
    }

    private static IEnumerable<string> Mapped()
    {
        IEndpointRouteBuilder web = WebApplication.CreateSlimBuilder().Build();
        new WorklistEndpoints(null!, null!).Map(web);
        new StepEndpoints(null!, null!, null!, null!).Map(web);
        new CommitmentEndpoints(null!, null!).Map(web);
        return from source in web.DataSources
               from endpoint in source.Endpoints.OfType<RouteEndpoint>()
               from method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
               select $"{method} {endpoint.RoutePattern.RawText}";
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
