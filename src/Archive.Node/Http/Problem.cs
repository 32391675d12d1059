using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Archive.Node.Http;

/// <summary>Why a request was not carried out, as problem details (RFC 9457).</summary>
internal static class Problem
{
    private const string ContentType = "application/problem+json";

    /// <param name="detail">What happened, and what to do.</param>
    /// <param name="id">What the problem is about, where that is known.</param>
    public static async Task WriteAsync(HttpContext context, int status, string detail, string? id = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        using var content = new MemoryStream();
        await using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            if (id is not null)
                json.WriteString("id", id);
            json.WriteEndObject();
        }

        await context.Response.Body.WriteAsync(content.GetBuffer().AsMemory(0, (int)content.Length), context.RequestAborted);
    }
}
