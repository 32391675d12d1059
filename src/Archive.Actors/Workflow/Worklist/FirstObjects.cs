using System.Globalization;
using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Workflow.Worklist;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// Finds the objects of steps that no performed step will tell of. It asks the index for each such step that is open, and stands in the way of
/// no object: a store knows nothing of it, and a restart finds what came meanwhile. Where several open steps of one modality share a study,
/// objects do not say which of them is meant.
/// </summary>
internal sealed class FirstObjects(
    IArchiveIndex index, WorklistReader reader, IFacts<WorklistItemState> facts, WorklistSettings settings, TimeProvider time)
{
    public async Task RunAsync(CancellationToken stop)
    {
        if (settings.CompletedByObjects.Count == 0)
            return;
        foreach (var (series, steps) in await FindOpenAsync(stop))
        {
            if (steps is [var only] && await HasObjectsAsync(series.Study, series.Modality, stop))
                await facts.AskAsync<WorklistReply>(new NoteFirstObject(only, Completes: true), stop);
        }
    }

    /// <summary>The open steps that are to have begun, by their study and modality.</summary>
    private async Task<Dictionary<(string Study, string Modality), List<string>>> FindOpenAsync(CancellationToken stop)
    {
        var today = time.GetLocalNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var open = new Dictionary<(string Study, string Modality), List<string>>();
        var ofModalities = WorklistTerms.Equal(Tags.Modality, [.. settings.CompletedByObjects]);
        await foreach (var listed in reader.ListAsync([ofModalities], isOpen: true, null, newestFirst: false, stop))
        {
            var step = WorklistItem.StepOf(listed.Item);
            if (string.CompareOrdinal(WorklistItem.TextOf(step, Tags.ScheduledProcedureStepStartDate), today) > 0)
                continue;
            var series = (WorklistItem.TextOf(listed.Item, Tags.StudyInstanceUID), WorklistItem.TextOf(step, Tags.Modality));
            if (!open.TryGetValue(series, out var steps))
                open.Add(series, steps = []);
            steps.Add(listed.State.Id);
        }

        return open;
    }

    private async Task<bool> HasObjectsAsync(string study, string modality, CancellationToken stop)
    {
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "SERIES").SetString(Tags.StudyInstanceUID, study).SetString(Tags.Modality, modality);
        await foreach (var found in index.FindAsync(new FindRequest(InformationModel.StudyRoot, identifier) { RetrieveAeTitle = string.Empty }, stop))
            return true;
        return false;
    }
}
