using System.Text.Json;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Storage.Workflow.Worklist;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archive.Node.Http;

/// <summary>
/// The worklist for information systems and people: items as DICOM JSON (PS3.18 F). Every request may be repeated: what has happened already is answered as if it
/// happened now.
/// </summary>
internal sealed class WorklistEndpoints(IOrders orders, WorklistReader reader)
{
    private const string Source = "http";
    private const int MaxBodyBytes = 256 * 1024;
    private const int FlushAtBytes = 64 * 1024;

    public void Map(IEndpointRouteBuilder web)
    {
        web.MapApi("GET", "/api/worklist", ListAsync);
        web.MapApi("POST", "/api/worklist", context => PutAsync(context, PutKind.Create));
        web.MapApi("GET", "/api/worklist/{id}", context => ShowAsync(context, IdOf(context), StatusCodes.Status200OK));
        web.MapApi("PUT", "/api/worklist/{id}", context => PutAsync(context, PutKind.Replace));
        web.MapApi("PATCH", "/api/worklist/{id}", PatchAsync);
        web.MapApi("DELETE", "/api/worklist/{id}", CancelAsync);
        web.MapApi("POST", "/api/worklist/{id}/cancel", CancelAsync);
        web.MapApi("POST", "/api/worklist/{id}/status", SetStatusAsync);
    }

    private async Task PutAsync(HttpContext context, PutKind kind)
    {
        var item = await ReadItemAsync(context);
        string id;
        try
        {
            id = WorklistKey.Of(WorklistItem.Identify(WorklistItem.Normalize(item))).EntityId;
        }
        catch (InvalidItemException invalid)
        {
            throw new RequestProblemException(StatusCodes.Status422UnprocessableEntity, invalid.Message);
        }

        if (kind == PutKind.Replace && id != IdOf(context))
            throw new RequestProblemException(StatusCodes.Status422UnprocessableEntity, $"By its identifiers the item is {id}: those of an item do not change.");
        await AnswerAsync(context, id, await orders.ApplyAsync(new PutItem(Source, item, kind), context.RequestAborted));
    }

    private async Task PatchAsync(HttpContext context)
    {
        var (id, changes) = (IdOf(context), await ReadItemAsync(context));
        var known = await FindAsync(context, id);
        changes.SetString(Tags.AccessionNumber, known.State.Key.AccessionNumber).SetString(Tags.RequestedProcedureID, known.State.Key.RequestedProcedureId);
        var step = changes.GetItems(Tags.ScheduledProcedureStepSequence) is [var given, ..] ? given : new DataSet();
        changes.SetItems(Tags.ScheduledProcedureStepSequence, step.SetString(Tags.ScheduledProcedureStepID, known.State.Key.StepId));
        await AnswerAsync(context, id, await orders.ApplyAsync(new PutItem(Source, changes, PutKind.Patch), context.RequestAborted));
    }

    private async Task CancelAsync(HttpContext context)
    {
        var id = IdOf(context);
        var known = await FindAsync(context, id);
        var isDiscontinued = context.Request.Query["discontinued"] == "true";
        await AnswerAsync(context, id, await orders.ApplyAsync(new CancelItem(Source, known.State.Key, isDiscontinued), context.RequestAborted));
    }

    private async Task SetStatusAsync(HttpContext context)
    {
        var id = IdOf(context);
        var known = await FindAsync(context, id);
        if (!ScheduledStepStatusText.TryParse(await ReadStatusAsync(context), out var status))
        {
            var terms = string.Join(", ", Enum.GetValues<ScheduledStepStatus>().Select(term => term.ToTerm()));
            throw new RequestProblemException(StatusCodes.Status422UnprocessableEntity, $"The body must be {{\"status\": …}} with one of {terms}.");
        }

        await AnswerAsync(context, id, await orders.ApplyAsync(new SetItemStatus(Source, known.State.Key, status), context.RequestAborted));
    }

    private static async Task<string?> ReadStatusAsync(HttpContext context)
    {
        try
        {
            using var body = JsonDocument.Parse(await context.ReadBodyAsync(MaxBodyBytes));
            return body.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String
                ? status.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null; // as any other body that is not understood
        }
    }

    private async Task ListAsync(HttpContext context)
    {
        var (limit, after) = (context.ReadLimit(), context.ReadAfter());
        var query = WorklistFilters.Read(context.Request.Query);
        bool? isOpen = context.Request.Query["state"].ToString() switch
        {
            "" or "open" => true,
            "closed" => false,
            "all" => null,
            _ => throw new RequestProblemException(StatusCodes.Status400BadRequest, "state must be open, closed or all."),
        };
        await using var json = context.BeginJson();
        json.WriteStartObject();
        json.WriteStartArray("items");
        var (count, last, hasMore) = (0, 0L, false);
        await foreach (var listed in reader.ListAsync(query.Conditions, isOpen, after, newestFirst: context.Request.Query["order"] == "newest", context.RequestAborted))
        {
            if (!query.Matches(listed.Item))
                continue;
            hasMore = count == limit;
            if (hasMore)
                break;
            (count, last) = (count + 1, listed.Row);
            WorklistView.Write(json, listed);
            if (json.BytesPending < FlushAtBytes)
                continue;
            await json.FlushAsync(context.RequestAborted);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }

        json.WriteEndArray();
        json.WriteString("next", hasMore ? ApiRequests.WriteAfter(last) : null);
        json.WriteEndObject();
    }

    private async Task ShowAsync(HttpContext context, string id, int status)
    {
        var listed = await FindAsync(context, id);
        context.Response.StatusCode = status;
        await using var json = context.BeginJson();
        WorklistView.Write(json, listed);
    }

    private Task AnswerAsync(HttpContext context, string id, OrderResult result)
    {
        if (result.Outcome == OrderOutcome.Created)
            context.Response.Headers.Location = $"/api/worklist/{id}";
        return result.Outcome switch
        {
            OrderOutcome.Created => ShowAsync(context, id, StatusCodes.Status201Created),
            OrderOutcome.Changed or OrderOutcome.Unchanged => ShowAsync(context, id, StatusCodes.Status200OK),
            OrderOutcome.NotFound => ApiProblem.WriteAsync(context, StatusCodes.Status404NotFound, "No such worklist item", result.Problem!),
            OrderOutcome.Conflict => ApiProblem.WriteAsync(context, StatusCodes.Status409Conflict, "Another item is there", $"{result.Problem} It is {id}."),
            _ => ApiProblem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, "This is no worklist item", result.Problem!),
        };
    }

    private async Task<ListedItem> FindAsync(HttpContext context, string id) => await reader.FindAsync(id, context.RequestAborted)
        ?? throw new RequestProblemException(StatusCodes.Status404NotFound, $"There is no worklist item {id}.");

    private static string IdOf(HttpContext context) => (string)context.GetRouteValue("id")!;

    private static async Task<DataSet> ReadItemAsync(HttpContext context)
    {
        try
        {
            return DicomJsonReader.Read(await context.ReadBodyAsync(MaxBodyBytes));
        }
        catch (DicomJsonException malformed)
        {
            throw new RequestProblemException(StatusCodes.Status400BadRequest, malformed.Message);
        }
    }
}
