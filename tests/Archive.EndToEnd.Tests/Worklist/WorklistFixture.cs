using System.Net;
using System.Text;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Worklist;

/// <summary>A node with the peers of a worklist, items ordered over HTTP, and queries of stations.</summary>
public sealed class WorklistFixture : IAsyncLifetime
{
    public static readonly Uid Model = SopClasses.ModalityWorklistInformationModelFind;

    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();

    public NodeProcess Node { get; private set; } = null!;

    /// <summary>Where <c>.wl</c> files are taken from.</summary>
    public string Folder => _folder["items"];

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        Node = await NodeProcess.StartAsync(
            _folder["data"],
            "--Archive:Peers:0:AeTitle=VEREOS", "--Archive:Peers:0:CharacterSets:0=ISO_IR 100",
            "--Archive:Peers:1:AeTitle=OASIS", @"--Archive:Peers:1:CharacterSets:0=\ISO 2022 IR 87", "--Archive:Peers:1:CharacterSets:1=ISO_IR 100",
            "--Archive:Peers:2:AeTitle=MX1", @"--Archive:Peers:2:CharacterSets:0=\ISO 2022 IR 87",
            "--Archive:Worklist:Aliases:0:Station=CT-B", "--Archive:Worklist:Aliases:0:Titles:0=CT-A",
            $"--Archive:Worklist:Folder={Folder}", "--Archive:Worklist:FolderSeconds=1");
    }

    public async Task DisposeAsync()
    {
        await Node.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Orders an item.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> OrderAsync(DataSet item)
    {
        var (status, text, id) = await SendAsync(HttpMethod.Post, "/api/worklist", DicomJsonWriter.ToArray(item));
        Assert.True(status == HttpStatusCode.Created, text);
        return id!;
    }

    public async Task<(HttpStatusCode Status, string Text, string? Id)> SendAsync(HttpMethod method, string path, byte[]? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Node.Http, path));
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text, response.Headers.Location?.ToString().Split('/')[^1]);
    }

    public Task<(HttpStatusCode Status, string Text, string? Id)> SendAsync(HttpMethod method, string path, string body) => SendAsync(method, path, Encoding.UTF8.GetBytes(body));

    /// <summary>The answers to a query, each with its status, from an association of its own.</summary>
    public async Task<IReadOnlyList<(DimseStatus Status, DataSet Answer)>> FindAsync(string station, DataSet identifier, TransferSyntax? syntax = null)
    {
        await using var association = await ScuAssociation.ConnectAsync(Node.Call(station).Propose(Model, syntax ?? TransferSyntax.ImplicitVrLittleEndian));
        var answers = new List<(DimseStatus, DataSet)>();
        await foreach (var message in association.FindAsync(Model, identifier))
        {
            if (message.Response.Status.IsPending)
                answers.Add((message.Response.Status, message.ReadDataSet()));
            else
                Assert.Equal(DimseStatus.Success, message.Response.Status);
        }

        await association.ReleaseAsync();
        return answers;
    }

    /// <summary>The accession numbers of the steps that a station is shown.</summary>
    public async Task<IReadOnlyList<string?>> AccessionsAsync(string station, DataSet step)
    {
        var identifier = new DataSet().SetString(Tags.AccessionNumber, "").SetItems(Tags.ScheduledProcedureStepSequence, step);
        return [.. (await FindAsync(station, identifier)).Select(found => found.Answer.GetString(Tags.AccessionNumber))];
    }

    /// <summary>An item of the given station with identifiers of its own.</summary>
    public static DataSet Item(string station, string name = "NYLUND^ASTA", string modality = "CT", string date = "20260401")
    {
        var number = Guid.NewGuid().ToString("N")[..12].ToUpperInvariant();
        return new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 192")
            .SetString(Tags.AccessionNumber, $"A{number}").SetString(Tags.RequestedProcedureID, $"R{number}").SetString(Tags.PatientName, name)
            .SetString(Tags.PatientID, $"P{number}").SetString(Tags.RequestedProcedureDescription, "HEAD")
            .SetItems(Tags.ScheduledProcedureStepSequence, new DataSet()
                .SetString(Tags.ScheduledStationAETitle, station).SetString(Tags.Modality, modality).SetString(Tags.ScheduledProcedureStepID, $"S{number}")
                .SetString(Tags.ScheduledProcedureStepStartDate, date).SetString(Tags.ScheduledProcedureStepStartTime, "0900")
                .SetString(Tags.ScheduledProcedureStepDescription, "HEAD PLAIN"));
    }
}
