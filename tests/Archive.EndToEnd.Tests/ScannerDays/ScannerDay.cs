using System.Net;
using System.Text.Json;
using Archive.EndToEnd.Tests.Worklist;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>What a modality does in a day, each on an association as its statement has it, and what others do for it over HTTP.</summary>
internal sealed class ScannerDay(NodeProcess node, Modality modality, ModalityListener? listener)
{
    public static readonly Uid WellKnownInstance = new("1.2.840.10008.1.20.1.1");

    private static readonly Uid PerformedSteps = SopClasses.ModalityPerformedProcedureStep;
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public NodeProcess Node => node;

    public Modality Modality => modality;

    public ModalityListener Listener => listener!;

    /// <summary>An item with a value for every key that the modality asks for, of today.</summary>
    public DataSet CreateItem(string ofModality)
    {
        var item = modality.ReadKeys().CreateItem(modality.AeTitle);
        item.GetItems(Tags.ScheduledProcedureStepSequence)[0]
            .SetString(Tags.Modality, ofModality).SetString(Tags.ScheduledProcedureStepStartDate, Examination.Today);
        return item;
    }

    public async Task OrderAsync(DataSet item)
    {
        using var content = new ByteArrayContent(DicomJsonWriter.ToArray(item));
        using var response = await Http.PostAsync(new Uri(node.Http, "/api/worklist"), content);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
    }

    public async Task PatchAsync(string id, DataSet changes)
    {
        using var content = new ByteArrayContent(DicomJsonWriter.ToArray(changes));
        using var response = await Http.PatchAsync(new Uri(node.Http, $"/api/worklist/{id}"), content);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> ReadAsync(string path)
    {
        var (status, text) = await node.GetAsync(path);
        Assert.True(status == HttpStatusCode.OK, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    public async Task EchoAsync()
    {
        await using var association = await modality.ConnectAsync(node, "verify");
        Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
        await association.ReleaseAsync();
    }

    /// <summary>Asks for every key of the statement.</summary>
    public async Task<IReadOnlyList<DataSet>> QueryWorklistAsync(Action<DataSet> change)
    {
        var identifier = modality.ReadKeys().Identifier;
        change(identifier);
        await using var association = await modality.ConnectAsync(node, "worklist");
        var answers = new List<DataSet>();
        await foreach (var message in association.FindAsync(WorklistFixture.Model, identifier))
        {
            if (message.Response.Status.IsPending)
                answers.Add(message.ReadDataSet());
            Assert.Contains(message.Response.Status, new[] { DimseStatus.Pending, DimseStatus.Success });
        }

        await association.ReleaseAsync();
        return answers;
    }

    /// <summary>The list that a station asks for by its AE title alone.</summary>
    public Task<IReadOnlyList<DataSet>> QueryStationAsync() => QueryWorklistAsync(identifier => identifier
        .GetItems(Tags.ScheduledProcedureStepSequence)[0].SetString(Tags.ScheduledStationAETitle, modality.AeTitle));

    /// <summary>The status of an item as the modality is shown it; null where it is not.</summary>
    public async Task<string?> ReadStatusAsync(DataSet item) => (await QueryStationAsync())
        .SingleOrDefault(answer => IsOf(item, answer))?.GetItems(Tags.ScheduledProcedureStepSequence)[0].GetString(Tags.ScheduledProcedureStepStatus);

    public static bool IsOf(DataSet item, DataSet answer) => item.GetString(Tags.AccessionNumber) == answer.GetString(Tags.AccessionNumber);

    /// <summary>Every key has what was ordered.</summary>
    public void AssertAnswers(DataSet item, DataSet answer) => Assert.All(
        modality.ReadKeys().Keys.Where(key => key.Vr != Vr.SQ && key.Tags[0] != Tags.SpecificCharacterSet),
        key => Assert.Equal((key.Path, key.In(item)), (key.Path, key.In(answer))));

    public async Task BeginAsync(PerformedStep step)
    {
        await using var association = await modality.ConnectAsync(node, "steps");
        Assert.Equal(DimseStatus.Success, (await association.CreateAsync(PerformedSteps, step.Instance, step.Begin())).Response.Status);
        await association.ReleaseAsync();
    }

    public async Task EndAsync(PerformedStep step)
    {
        await using var association = await modality.ConnectAsync(node, "steps");
        Assert.Equal(DimseStatus.Success, (await association.SetAsync(PerformedSteps, step.Instance, step.End())).Response.Status);
        await association.ReleaseAsync();
    }

    /// <summary>Stores objects over one association with all contexts that the modality proposes.</summary>
    /// <returns>As they were sent.</returns>
    public async Task<IReadOnlyList<WireObject>> StoreAsync(IEnumerable<TestInstance> objects)
    {
        await using var association = await modality.ConnectAsync(node, "store");
        Assert.Equal(
            modality.ContextsOf("store").Select(context => context.AbstractSyntax), association.Negotiated.Contexts.Select(context => context.AbstractSyntax));
        var sent = new List<WireObject>();
        foreach (var instance in objects)
        {
            var wire = WireObject.Of(instance, association.GetContext(instance.SopClass).TransferSyntax);
            Assert.Equal((wire.SopClass, DimseStatus.Success), (wire.SopClass, await association.StoreAsync(wire)));
            sent.Add(wire);
        }

        await association.ReleaseAsync();
        return sent;
    }

    /// <summary>Asks on an open association for commitment.</summary>
    /// <returns>The Transaction UID.</returns>
    public async Task<Uid> CommitAsync(ScuAssociation association, IEnumerable<TestInstance> objects)
    {
        var transaction = TestData.NewUid();
        var information = new DataSet().SetString(Tags.TransactionUID, transaction.Value).SetItems(
            Tags.ReferencedSOPSequence,
            [
                .. objects.Select(instance => new DataSet()
                    .SetString(Tags.ReferencedSOPClassUID, instance.SopClass.Value).SetString(Tags.ReferencedSOPInstanceUID, instance.Sop.Value)),
            ]);
        Assert.Equal(modality.CommitmentPaths("N-ACTION"), Paths(information));
        var answer = await association.ActionAsync(SopClasses.StorageCommitmentPushModel, WellKnownInstance, 1, information);
        Assert.Equal(DimseStatus.Success, answer.Response.Status);
        return transaction;
    }

    /// <summary>Asks a Study Root query on an open association.</summary>
    public static async Task<IReadOnlyList<DataSet>> FindStudyAsync(ScuAssociation association, Uid study)
    {
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, study.Value);
        var found = new List<DataSet>();
        await foreach (var message in association.FindAsync(SopClasses.StudyRootQueryRetrieveInformationModelFind, identifier))
        {
            if (message.Response.Status.IsPending)
                found.Add(message.ReadDataSet());
            else
                Assert.Equal(DimseStatus.Success, message.Response.Status);
        }

        return found;
    }

    /// <summary>Has a study sent to the modality itself.</summary>
    /// <returns>The last response.</returns>
    public async Task<CMoveResponse> MoveToItselfAsync(string activity, Uid study)
    {
        await using var association = await modality.ConnectAsync(node, activity);
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, study.Value);
        CMoveResponse? last = null;
        await foreach (var message in association.MoveAsync(SopClasses.StudyRootQueryRetrieveInformationModelMove, modality.AeTitle, identifier))
            last = message.Response;
        await association.ReleaseAsync();
        return last!;
    }

    /// <summary>The tags of a data set and of the first item of each sequence, as paths, parents first.</summary>
    public static IEnumerable<string> Paths(DataSet dataSet) => dataSet.SelectMany(element => new[] { $"{element.Tag.Value:X8}" }.Concat(
        element.Items.Count == 0 ? [] : Paths(element.Items[0]).Select(inner => $"{element.Tag.Value:X8}/{inner}")));
}
