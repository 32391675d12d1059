using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archive.Actors.Entities;
using Archive.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archive.Node.Http;

/// <summary>What requests to the API have in common: bodies of a limited length, lists in pages, and problem details for what goes wrong.</summary>
internal static class ApiRequests
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps a handler whose expected failures become problem details.</summary>
    public static void MapApi(this IEndpointRouteBuilder web, string method, string pattern, Func<HttpContext, Task> handle) =>
        web.MapMethods(pattern, [method], context => HandleAsync(context, handle));

    /// <summary>The body, whole.</summary>
    /// <exception cref="RequestProblemException">It is longer than allowed.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(this HttpContext context, int maxBytes)
    {
        var body = new byte[maxBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        return length <= maxBytes
            ? body.AsMemory(0, length)
            : throw new RequestProblemException(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {maxBytes} bytes.");
    }

    /// <summary>How many entries a list may have: <c>limit</c>.</summary>
    /// <exception cref="RequestProblemException">It is no such number.</exception>
    public static int ReadLimit(this HttpContext context)
    {
        if (!context.Request.Query.TryGetValue("limit", out var text))
            return DefaultLimit;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit
            ? limit
            : throw new RequestProblemException(StatusCodes.Status400BadRequest, $"limit must be a number from 1 to {MaxLimit}.");
    }

    /// <summary>Where a list goes on: <c>after</c>, as the page before gave it; null for the beginning.</summary>
    /// <exception cref="RequestProblemException">No page gave it.</exception>
    public static long? ReadAfter(this HttpContext context)
    {
        if (!context.Request.Query.TryGetValue("after", out var text))
            return null;
        return long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var row)
            ? row
            : throw new RequestProblemException(StatusCodes.Status400BadRequest, "after is none that a list gave: take that of the page before.");
    }

    /// <summary>What <see cref="ReadAfter"/> reads.</summary>
    public static string WriteAfter(long row) => row.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Begins an answer in JSON: what is not ASCII is written as it is.</summary>
    public static Utf8JsonWriter BeginJson(this HttpContext context, string contentType = "application/json")
    {
        context.Response.ContentType = contentType;
        return new Utf8JsonWriter(context.Response.BodyWriter, Json);
    }

    private static async Task HandleAsync(HttpContext context, Func<HttpContext, Task> handle)
    {
        try
        {
            await handle(context);
        }
        catch (RequestProblemException problem)
        {
            await ApiProblem.WriteAsync(context, problem.Status, problem.Title, problem.Message);
        }
        catch (Exception e) when (e is EntityFailedException or StorageFailedException or StorageUnavailableException or StorageFullException && !context.Response.HasStarted)
        {
            await ApiProblem.WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable, "The archive cannot answer at present", $"It is not known whether it was recorded; ask again later. {e.Message}");
        }
    }
}
