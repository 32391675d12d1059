using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary>What went wrong with a request, as problem details (RFC 9457).</summary>
internal static class ApiProblem
{
    public static Task WriteAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        return JsonSerializer.SerializeAsync(context.Response.Body, new { type = "about:blank", title, status, detail }, cancellationToken: context.RequestAborted);
    }
}
