using System.Text.Json;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

public sealed class FindCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private DcmtkServer _peer = null!;

    private string Target => $"{DcmtkServer.QueryRetrieveTitle}@127.0.0.1:{_peer.Port}";

    public async Task InitializeAsync() => _peer = await DcmtkServer.QueryRetrieveScpAsync();

    public async Task DisposeAsync()
    {
        await _peer.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Studies_are_found_by_the_usual_keys_and_printed_with_tabs_where_no_terminal_is()
    {
        var smith = await StoreStudyAsync(2, "SMITH^JOHN", "P1");
        await StoreStudyAsync(1, "Jones^Ann", "P2");

        var result = await CommandRun.RunAsync("find", Target, "--patient-name", "SMITH*", "--date", "2026-01-02");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.Lines.Count);
        var (titles, cells) = (result.Lines[0].Split('\t'), result.Lines[1].Split('\t'));
        Assert.Equal("SMITH^JOHN", cells[Array.IndexOf(titles, "PatientName")]);
        Assert.Equal(smith.Study.ToString(), cells[Array.IndexOf(titles, "StudyInstanceUID")]);
        Assert.Matches(@"^1 study in \d+\.\d\d s\.\n", result.Error);
        Assert.DoesNotContain('\x1B', result.Output + result.Error);
    }

    [Fact]
    public async Task JSON_is_one_document_also_without_answers()
    {
        await StoreStudyAsync(1, "SMITH^JOHN", "P1");

        var found = await CommandRun.RunAsync("find", Target, "--json", "--patient-id", "P1");
        var none = await CommandRun.RunAsync("find", Target, "--json", "--patient-id", "P2");

        using var answers = JsonDocument.Parse(found.Output);
        Assert.Equal("SMITH^JOHN", answers.RootElement[0].GetProperty("00100010").GetProperty("Value")[0].GetProperty("Alphabetic").GetString());
        using var empty = JsonDocument.Parse(none.Output);
        Assert.Equal((0, 0), (empty.RootElement.GetArrayLength(), none.ExitCode));
    }

    [Fact]
    public async Task Every_level_of_every_model_may_be_asked()
    {
        var instance = await StoreStudyAsync(3, "SMITH^JOHN", "P1");
        var (study, series) = (instance.Study.ToString(), instance.Series.ToString());

        Assert.Equal(2, (await CommandRun.RunAsync("find", Target, "--level", "patient", "--patient-id", "*")).Lines.Count);
        Assert.Equal(2, (await CommandRun.RunAsync("find", Target, "--level", "study", "--model", "patient", "--patient-id", "P1")).Lines.Count);
        Assert.Equal(2, (await CommandRun.RunAsync("find", Target, "--level", "series", "--study", study, "--modality", "CT")).Lines.Count);
        Assert.Equal(4, (await CommandRun.RunAsync("find", Target, "--level", "image", "--study", study, "--series", series)).Lines.Count);
    }

    [Fact]
    public async Task After_as_many_answers_as_are_wanted_the_query_is_canceled()
    {
        var instance = await StoreStudyAsync(5, "SMITH^JOHN", "P1");

        var result = await CommandRun.RunAsync(
            "find", Target, "--level", "image", "--study", instance.Study.ToString(), "--series", instance.Series.ToString(), "--limit", "2");

        Assert.Equal((0, 3), (result.ExitCode, result.Lines.Count));
        Assert.Contains("2 objects in", result.Error, StringComparison.Ordinal);
        Assert.Contains("there may be more", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_identifier_and_the_negotiation_are_as_the_options_say()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("find", $"127.0.0.1:{peer.Port}", "--patient-name", "山田*", "-k", "RequestAttributesSequence.RequestedProcedureID=P1", "-k", "0010,0040", "--only-keys", "--relational", "--empty-values");
        var request = await peer.AcceptAsync();
        var (command, context, bytes) = await peer.ReceiveMessageAsync();
        await peer.SendAsync(context, ((CFindRequest)command).Respond(DimseStatus.Success));
        await peer.ReceiveAsync();
        await peer.SendAsync(AReleaseRp.Instance);

        var result = await run.EndAsync();

        var identifier = DataSetReader.Read(bytes, TransferSyntax.ExplicitVrLittleEndian);
        Assert.Equal(
            [Tags.SpecificCharacterSet, Tags.QueryRetrieveLevel, Tags.PatientName, Tags.PatientSex, Tags.RequestAttributesSequence],
            identifier.Select(element => element.Tag));
        Assert.Equal(("ISO_IR 192", "山田*"), (identifier.GetString(Tags.SpecificCharacterSet), identifier.GetString(Tags.PatientName)));
        Assert.Equal("P1", identifier.GetItems(Tags.RequestAttributesSequence)[0].GetString(Tags.RequestedProcedureID));
        Assert.Equal([1, 0, 0, 0, 0, 1], Assert.Single(request.UserInformation.ExtendedNegotiations).ServiceClassApplicationInformation.ToArray());
        Assert.Contains("The peer does not grant --relational.", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Answers_are_printed_while_they_come()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("find", $"127.0.0.1:{peer.Port}", "-k", "PatientID", "--only-keys");
        await peer.AcceptAsync();
        var (command, context, _) = await peer.ReceiveMessageAsync();
        var answer = DataSetWriter.ToArray(new DataSet().SetString(Tags.PatientID, "P1"), TransferSyntax.ExplicitVrLittleEndian);
        await peer.SendAsync(context, ((CFindRequest)command).Respond(DimseStatus.Pending) with { HasDataSet = true }, answer);

        Assert.Equal("PatientID", await run.ReadLineAsync());
        Assert.Equal("P1", await run.ReadLineAsync());

        await peer.SendAsync(context, ((CFindRequest)command).Respond(DimseStatus.Success));
        await peer.ReceiveAsync();
        await peer.SendAsync(AReleaseRp.Instance);
        Assert.Equal(0, (await run.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_cancels_the_query_and_what_came_is_kept()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("find", $"127.0.0.1:{peer.Port}", "--json");
        await peer.AcceptAsync();
        var (command, context, _) = await peer.ReceiveMessageAsync();
        var answer = DataSetWriter.ToArray(new DataSet().SetString(Tags.PatientID, "P1"), TransferSyntax.ExplicitVrLittleEndian);
        await peer.SendAsync(context, ((CFindRequest)command).Respond(DimseStatus.Pending) with { HasDataSet = true }, answer);
        Assert.Equal("[", await run.ReadLineAsync());
        run.Interrupt();
        var cancel = Assert.IsType<CCancelRequest>((await peer.ReceiveMessageAsync()).Command);
        await peer.SendAsync(context, ((CFindRequest)command).Respond(DimseStatus.Cancel));
        await peer.ReceiveAsync();
        await peer.SendAsync(AReleaseRp.Instance);

        var result = await run.EndAsync();

        Assert.Equal(((CFindRequest)command).MessageId, cancel.MessageIdBeingRespondedTo);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("; canceled.", result.Error, StringComparison.Ordinal);
        using var answers = JsonDocument.Parse("[" + result.Output);
        Assert.Equal(1, answers.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_refusal_is_told_with_the_reason_that_the_peer_gives()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("find", $"127.0.0.1:{peer.Port}");
        await peer.AcceptAsync();
        var (command, context, _) = await peer.ReceiveMessageAsync();
        await peer.SendAsync(context, ((CFindRequest)command).Respond(DimseStatus.OutOfResources, "Too many studies match"));
        await peer.ReceiveAsync();
        await peer.SendAsync(AReleaseRp.Instance);

        var result = await run.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("refused the query: Too many studies match (A700H)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_answer_that_cannot_be_understood_does_not_hide_the_others()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("find", $"127.0.0.1:{peer.Port}", "-k", "PatientID", "--only-keys");
        var find = await AnswerAsync(peer, "P1", null, "P2");
        await EndAsync(peer, find);

        var result = await run.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["PatientID", "P1", "P2"], result.Lines);
        Assert.Contains("1 answer could not be understood and is not shown: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_the_peer_ends_with_a_failure_after_some_answers_is_done_in_part()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("find", $"127.0.0.1:{peer.Port}", "-k", "PatientID", "--only-keys");
        var find = await AnswerAsync(peer, "P1");
        await EndAsync(peer, find, DimseStatus.OutOfResources);

        var result = await run.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["PatientID", "P1"], result.Lines);
        Assert.Contains("The peer ended the query: A700H", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_association_that_is_lost_after_some_answers_is_told_and_what_came_is_kept()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("find", $"127.0.0.1:{peer.Port}", "-k", "PatientID", "--only-keys");
        await AnswerAsync(peer, "P1");
        Assert.Equal(("PatientID", "P1"), (await run.ReadLineAsync(), await run.ReadLineAsync()));
        peer.Reset();

        Assert.Equal(2, (await run.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_peer_that_goes_before_the_release_has_answered_all_the_same()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("find", $"127.0.0.1:{peer.Port}", "-k", "PatientID", "--only-keys");
        var (find, context) = await AnswerAsync(peer, "P1");
        await peer.SendAsync(context, find.Respond(DimseStatus.Success));
        await peer.ReceiveAsync();
        peer.Reset();

        Assert.Equal(0, (await run.EndAsync()).ExitCode);
    }

    [Fact]
    [Requirement("VEREOS-47")]
    public async Task Keys_that_an_answer_leaves_out_are_borne_and_the_identifier_is_hierarchical_without_priority()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("find", $"127.0.0.1:{peer.Port}", "--level", "series", "--study", "1.2.3");
        var request = await peer.AcceptAsync();
        var (command, context, bytes) = await peer.ReceiveMessageAsync();
        var find = (CFindRequest)command;
        await peer.SendAsync(context, find.Respond(DimseStatus.Pending) with { HasDataSet = true }, DataSetWriter.ToArray(new DataSet().SetString(Tags.SeriesInstanceUID, "1.2.3.4"), TransferSyntax.ExplicitVrLittleEndian));
        await EndAsync(peer, (find, context));

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("1.2.3.4", result.Lines[1].Split('\t')[^1]);
        Assert.Equal((SopClasses.StudyRootQueryRetrieveInformationModelFind, Priority.Medium), (request.PresentationContexts[0].AbstractSyntax, find.Priority));
        Assert.Empty(request.UserInformation.ExtendedNegotiations);
        var identifier = DataSetReader.Read(bytes, TransferSyntax.ExplicitVrLittleEndian);
        Assert.Equal(("SERIES", "1.2.3"), (identifier.GetString(Tags.QueryRetrieveLevel), identifier.GetString(Tags.StudyInstanceUID)));
    }

    /// <summary>Accepts the association, takes the query and gives a Patient ID in each answer; null is one that no data set is in.</summary>
    private static async Task<(CFindRequest Find, byte Context)> AnswerAsync(ScriptedScp peer, params string?[] patientIds)
    {
        await peer.AcceptAsync();
        var (command, context, _) = await peer.ReceiveMessageAsync();
        foreach (var id in patientIds)
        {
            var answer = id is null ? [0x10, 0x00, 0x20, 0x00, 1, 2, 3] : DataSetWriter.ToArray(new DataSet().SetString(Tags.PatientID, id), TransferSyntax.ExplicitVrLittleEndian);
            await peer.SendAsync(context, ((CFindRequest)command).Respond(DimseStatus.Pending) with { HasDataSet = true }, answer);
        }

        return ((CFindRequest)command, context);
    }

    private static async Task EndAsync(ScriptedScp peer, (CFindRequest Find, byte Context) query, DimseStatus? status = null)
    {
        await peer.SendAsync(query.Context, query.Find.Respond(status ?? DimseStatus.Success));
        await peer.ReceiveAsync();
        await peer.SendAsync(AReleaseRp.Instance);
    }

    private async Task<TestInstance> StoreStudyAsync(int objects, string patientName, string patientId)
    {
        using var folder = new TemporaryFolder();
        var instances = ObjectFiles.WriteStudy(folder, objects, patientName: patientName, patientId: patientId);
        var sent = await CommandRun.RunAsync("send", Target, folder["study"]);
        Assert.True(sent.ExitCode == 0, sent.Output + sent.Error);
        return instances[0];
    }
}
