using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archive.Node.Http;

/// <summary><c>/api/commitments</c>: the transactions of storage commitment for operators and their scripts.</summary>
internal sealed class CommitmentEndpoints(CommitmentStore store, IFacts<CommitmentState> facts)
{
    public void Map(IEndpointRouteBuilder web)
    {
        web.MapApi("GET", "/api/commitments", ListAsync);
        web.MapApi("GET", "/api/commitments/{id}", ShowAsync);
        web.MapApi("POST", "/api/commitments/{id}/retry", context => TellAsync(context, new RetryCommitment(IdOf(context))));
        web.MapApi("POST", "/api/commitments/{id}/cancel", context => TellAsync(context, new CancelCommitment(IdOf(context))));
    }

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private async Task ListAsync(HttpContext context)
    {
        var (query, limit, after) = (CommitmentQuery.Read(context.Request.Query), context.ReadLimit(), context.ReadAfter());
        var page = await store.QueryAsync(query, after, context.RequestAborted).Take(limit + 1).ToListAsync(context.RequestAborted);
        await using var json = context.BeginJson();
        json.WriteStartObject();
        json.WriteStartArray("commitments");
        foreach (var (_, transaction) in page.Take(limit))
        {
            json.WriteStartObject();
            CommitmentView.Write(json, transaction);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("next", page.Count > limit ? ApiRequests.WriteAfter(page[limit - 1].Row) : null);
        json.WriteEndObject();
    }

    private async Task ShowAsync(HttpContext context)
    {
        var transaction = await store.FindAsync(IdOf(context), context.RequestAborted) ?? throw Unknown(context);
        var failures = await store.ReadFailuresAsync(transaction, context.RequestAborted);
        var references = transaction.Result is { Failed: > 0 } ? await store.ReadReferencesAsync(transaction, context.RequestAborted) : [];
        await using var json = context.BeginJson();
        json.WriteStartObject();
        CommitmentView.Write(json, transaction);
        CommitmentView.Write(json, references, failures);
        json.WriteEndObject();
    }

    private async Task TellAsync(HttpContext context, CommitmentCommand command)
    {
        // An id that nobody has makes no entity.
        if (await store.FindAsync(command.EntityId, context.RequestAborted) is null)
            throw Unknown(context);
        var reply = await facts.AskAsync<CommitmentReply>(command, context.RequestAborted);
        if (reply.Outcome != CommitmentOutcome.Done)
            throw new RequestProblemException(StatusCodes.Status409Conflict, $"The transaction is {reply.Phase}: it does not allow that.");
        await ShowAsync(context);
    }

    private static RequestProblemException Unknown(HttpContext context) => new(StatusCodes.Status404NotFound, $"There is no transaction {IdOf(context)}.");
}
