using System.Text.Json;
using Archive.Actors.Entities;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Archive.Storage;
using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary><c>/api/commitments</c>: the transactions of storage commitment for operators and their scripts.</summary>
internal static class CommitmentEndpoints
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    public static void MapCommitments(this WebApplication web)
    {
        var (store, facts) = (web.Services.GetRequiredService<CommitmentStore>(), web.Services.GetRequiredService<IFacts<CommitmentState>>());
        web.MapGet("/api/commitments", context => AnswerAsync(context, () => ListAsync(context, store)));
        web.MapGet("/api/commitments/{id}", context => AnswerAsync(context, () => ShowAsync(context, store)));
        web.MapPost("/api/commitments/{id}/retry", context => AnswerAsync(context, () => TellAsync(context, store, facts, new RetryCommitment(IdOf(context)))));
        web.MapPost("/api/commitments/{id}/cancel", context => AnswerAsync(context, () => TellAsync(context, store, facts, new CancelCommitment(IdOf(context)))));
    }

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static async Task AnswerAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (Exception failure) when (failure is EntityFailedException or StorageFailedException or StorageUnavailableException && !context.Response.HasStarted)
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The archive cannot answer at present", failure.Message);
        }
    }

    private static async Task ListAsync(HttpContext context, CommitmentStore store)
    {
        if (!CommitmentQuery.TryRead(context.Request.Query, out var query, out var problem))
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "The query is not understood", problem);
            return;
        }

        var page = await store.QueryAsync(query.Facts, query.AfterRow, context.RequestAborted).Take(query.Limit + 1).ToListAsync(context.RequestAborted);
        await WriteAsync(context, json =>
        {
            json.WriteStartArray("commitments");
            foreach (var (_, transaction) in page.Take(query.Limit))
            {
                json.WriteStartObject();
                CommitmentView.Write(json, transaction);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("next", page.Count > query.Limit ? CommitmentQuery.CursorOf(page[query.Limit - 1].Row) : null);
        });
    }

    private static async Task ShowAsync(HttpContext context, CommitmentStore store)
    {
        if (await store.FindAsync(IdOf(context), context.RequestAborted) is not { } transaction)
        {
            await WriteUnknownAsync(context);
            return;
        }

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
        var reply = await facts.AskAsync<CommitmentReply>(command, context.RequestAborted);
        switch (reply.Outcome)
        {
            case CommitmentOutcome.Done:
                await ShowAsync(context, store);
                break;
            case CommitmentOutcome.Unknown:
                await WriteUnknownAsync(context);
                break;
            default:
                await ApiProblem.WriteAsync(
                    context, StatusCodes.Status409Conflict, "The transaction does not allow it", $"The transaction is {reply.Phase}: there is nothing to do this with.");
                break;
        }
    }

    private static Task WriteUnknownAsync(HttpContext context) =>
        ApiProblem.WriteAsync(context, StatusCodes.Status404NotFound, "No such transaction", $"There is no transaction {IdOf(context)}.");

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
