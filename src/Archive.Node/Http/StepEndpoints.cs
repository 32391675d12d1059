using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Storage.Index;
using Archive.Storage.Workflow;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archive.Node.Http;

/// <summary>Performed procedure steps for operators and their scripts: what they are, and what became of telling others.</summary>
internal sealed class StepEndpoints(IFacts<PerformedStepState> steps, IFactIndex facts, FactProtocol<PerformedStepState> protocol, IArchiveIndex index)
{
    private const string DicomJson = "application/dicom+json";

    public void Map(IEndpointRouteBuilder web)
    {
        web.MapApi("GET", "/api/steps", ListAsync);
        web.MapApi("GET", "/api/steps/{uid}", ShowAsync);
        web.MapApi("GET", "/api/steps/{uid}/status", ShowStatusAsync);
        web.MapApi("GET", "/api/steps/{uid}/references", CompareAsync);
        web.MapApi("POST", "/api/steps/{uid}/retry", context => TellAsync(context, (uid, receiver) => new RetryForwarding(uid, receiver)));
        web.MapApi("POST", "/api/steps/{uid}/cancel", context => TellAsync(context, (uid, receiver) => new CancelForwarding(uid, receiver)));
    }

    private async Task ListAsync(HttpContext context)
    {
        var (limit, after, query) = (context.ReadLimit(), context.ReadAfter(), StepFilters.Read(context.Request.Query));
        var page = new List<StoredFact>();
        await foreach (var fact in facts.QueryAsync(query, after, context.RequestAborted))
        {
            page.Add(fact);
            if (page.Count > limit)
                break;
        }

        var hasMore = page.Count > limit;
        await using var json = context.BeginJson();
        json.WriteStartObject();
        json.WriteStartArray("steps");
        foreach (var fact in page.Take(limit))
            StepView.Write(json, protocol.Read(fact));
        json.WriteEndArray();
        json.WriteString("next", hasMore ? ApiRequests.WriteAfter(page[limit - 1].Row) : null);
        json.WriteEndObject();
    }

    /// <summary>All attributes, as N-GET gives them.</summary>
    private async Task ShowAsync(HttpContext context)
    {
        var step = await FindAsync(context);
        await using var json = context.BeginJson(DicomJson);
        json.WriteStartArray();
        DicomJsonWriter.Write(json, step.ReadAttributes());
        json.WriteEndArray();
    }

    private async Task ShowStatusAsync(HttpContext context)
    {
        var step = await FindAsync(context);
        await using var json = context.BeginJson();
        StepView.Write(json, step);
    }

    /// <summary>Which of the instances that it names the archive has.</summary>
    private async Task CompareAsync(HttpContext context)
    {
        var step = await FindAsync(context);
        var named = StepReferences.Of(step.ReadAttributes());
        var missing = new List<Uid>();
        foreach (var instance in named)
        {
            if (!await HasAsync(instance, context.RequestAborted))
                missing.Add(instance);
        }

        await using var json = context.BeginJson();
        json.WriteStartObject();
        json.WriteNumber("named", named.Count);
        json.WriteNumber("stored", named.Count - missing.Count);
        json.WriteStartArray("missing");
        foreach (var instance in missing)
            json.WriteStringValue(instance.Value);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private async Task TellAsync(HttpContext context, Func<string, string?, StepCommand> command)
    {
        var (step, receiver) = (await FindAsync(context), (string?)context.Request.Query["receiver"]);
        if (receiver is not null && step.Deliveries.All(delivery => delivery.Receiver != receiver))
            throw new RequestProblemException(StatusCodes.Status404NotFound, $"The step is not forwarded to '{receiver}'.");
        var reply = await steps.AskAsync<StepReply>(command(step.Id, receiver), context.RequestAborted);
        if (reply.IsRepeated)
            throw new RequestProblemException(StatusCodes.Status409Conflict, "Nothing of the step waits to be forwarded, or has failed to be.");
        await ShowStatusAsync(context);
    }

    private async Task<PerformedStepState> FindAsync(HttpContext context)
    {
        var uid = (string)context.Request.RouteValues["uid"]!;
        return await facts.FindAsync(FactKind.PerformedStep, uid, context.RequestAborted) is { } fact
            ? protocol.Read(fact)
            : throw new RequestProblemException(StatusCodes.Status404NotFound, $"There is no performed procedure step '{uid}'.");
    }

    private async Task<bool> HasAsync(Uid instance, CancellationToken cancellationToken)
    {
        await foreach (var _ in index.FindInstancesAsync(new SopInstanceUid(instance), cancellationToken))
            return true;
        return false;
    }
}
