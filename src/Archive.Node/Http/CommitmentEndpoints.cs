using System.Text.Json;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary><c>/api/commitments</c>: the transactions of storage commitment for operators and their scripts.</summary>
internal static class CommitmentEndpoints
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    public static void MapCommitments(this WebApplication web)
    {
        var (store, facts) = (web.Services.GetRequiredService<CommitmentStore>(), web.Services.GetRequiredService<IFacts<CommitmentState>>());
        web.MapApi("GET", "/api/commitments", context => ListAsync(context, store));
        web.MapApi("GET", "/api/commitments/{id}", context => ShowAsync(context, store));
        web.MapApi("POST", "/api/commitments/{id}/retry", context => TellAsync(context, store, facts, new RetryCommitment(IdOf(context))));
        web.MapApi("POST", "/api/commitments/{id}/cancel", context => TellAsync(context, store, facts, new CancelCommitment(IdOf(context))));
    }

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static async Task ListAsync(HttpContext context, CommitmentStore store)
    {
        var (query, limit, after) = (CommitmentQuery.Read(context.Request.Query), context.ReadLimit(), context.ReadAfter());
        var page = await store.QueryAsync(query, after, context.RequestAborted).Take(limit + 1).ToListAsync(context.RequestAborted);
        await WriteAsync(context, json =>
        {
            json.WriteStartArray("commitments");
            foreach (var (_, transaction) in page.Take(limit))
            {
                json.WriteStartObject();
                CommitmentView.Write(json, transaction);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("next", page.Count > limit ? ApiRequests.WriteAfter(page[limit - 1].Row) : null);
        });
    }

    private static async Task ShowAsync(HttpContext context, CommitmentStore store)
    {
        var transaction = await store.FindAsync(IdOf(context), context.RequestAborted) ?? throw Unknown(context);
        var failures = await store.ReadFailuresAsync(transaction, context.RequestAborted);
        var references = transaction.Result is { Failed: > 0 } ? await store.ReadReferencesAsync(transaction, context.RequestAborted) : [];
        await WriteAsync(context, json =>
        {
            CommitmentView.Write(json, transaction);
            CommitmentView.Write(json, references, failures);
        });
    }

    private static async Task TellAsync(HttpContext context, CommitmentStore store, IFacts<CommitmentState> facts, CommitmentCommand command)
    {
        // An id that nobody has makes no entity.
        if (await store.FindAsync(command.EntityId, context.RequestAborted) is null)
            throw Unknown(context);
        var reply = await facts.AskAsync<CommitmentReply>(command, context.RequestAborted);
        if (reply.Outcome != CommitmentOutcome.Done)
            throw new RequestProblemException(StatusCodes.Status409Conflict, $"The transaction is {reply.Phase}: it does not allow that.");
        await ShowAsync(context, store);
    }

    private static RequestProblemException Unknown(HttpContext context) => new(StatusCodes.Status404NotFound, $"There is no transaction {IdOf(context)}.");

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> members)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Indented);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }
}
