using System.Globalization;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>A scanner that answers each object as the test says.</summary>
public sealed class ScriptedDestinationTests : IDisposable
{
    private const string Scanner = "SCANNER";

    private static readonly DimseStatus CannotProcess = new(0xC001);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("VEREOS-46")]
    [Requirement("OASIS-01")]
    [Requirement("OASIS-28")]
    public async Task What_the_scanner_refuses_is_counted_and_the_rest_follows_on_the_same_association()
    {
        DimseStatus[] answers =
        [
            DimseStatus.Success, DimseStatus.OutOfResources, DimseStatus.DataSetDoesNotMatchSopClass, CannotProcess, DimseStatus.CannotUnderstand,
            DimseStatus.CoercionOfDataElements, DimseStatus.Success,
        ];
        var series = StudyTree.Series(answers.Length);
        using var scanner = new ScriptedScp();
        await using var node = await StartAsync(scanner.Port);
        foreach (var instance in series)
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(instance)));

        var moving = RetrievalOutcome.MoveAsync(node, Scanner + 0, StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY"), calling: "WORKSTATION");
        var request = await scanner.AcceptAsync();
        Assert.Equal((NodeClient.AeTitle, Scanner + 0), (request.CallingAeTitle.Value, request.CalledAeTitle.Value));
        var refused = new List<string>();
        foreach (var status in answers)
        {
            var (command, context, _) = await scanner.ReceiveMessageAsync();
            var store = Assert.IsType<CStoreRequest>(command);
            Assert.Equal(("WORKSTATION", (ushort?)1), (store.MoveOriginatorApplicationEntityTitle, store.MoveOriginatorMessageId));
            await scanner.SendAsync(context, store.Respond(status, status.IsFailure ? $"invented reason {status.Code:X4}" : null));
            if (status.IsFailure)
                refused.Add(store.AffectedSopInstanceUid.Value);
        }

        Assert.IsType<AReleaseRq>(await scanner.ReceiveAsync());
        await scanner.SendAsync(AReleaseRp.Instance);
        var moved = await moving;
        Assert.Equal(0xB000, moved.Last.Status.Code);
        moved.AssertCounted(completed: 2, failed: 4, warnings: 1);
        Assert.Equal(refused.Order(StringComparer.Ordinal), moved.Failed.Order(StringComparer.Ordinal));
        foreach (var status in answers.Where(status => status.IsFailure))
            await Eventually.HoldsAsync($"the comment of {status.Code:X4} is logged", () => Task.FromResult(node.Console.Contains($"invented reason {status.Code:X4}", StringComparison.Ordinal)));
    }

    [Fact]
    [Requirement("VEREOS-10")]
    public async Task A_scanner_that_rejects_the_archive_for_good_is_not_asked_again()
    {
        RejectReason[] reasons = [RejectReason.CallingAeTitleNotRecognized, RejectReason.CalledAeTitleNotRecognized, RejectReason.NoReasonGivenByProvider];
        var scanners = reasons.Select(_ => new ScriptedScp()).ToList();
        var instance = TestData.Ct();
        await using var node = await StartAsync([.. scanners.Select(scanner => scanner.Port)]);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(instance)));
        for (var i = 0; i < scanners.Count; i++)
        {
            using var scanner = scanners[i];

            var moving = RetrievalOutcome.MoveAsync(node, Scanner + i, StudyTree.IdentifierOf(instance, InformationModel.StudyRoot, "STUDY"));
            await scanner.ReceiveRequestAsync();
            await scanner.SendAsync(new AAssociateRj(RejectResult.Permanent, reasons[i]));

            var moved = await moving;
            Assert.Equal(DimseStatus.OutOfResourcesSuboperations, moved.Last.Status);
            moved.AssertCounted(completed: 0, failed: 1);
        }
    }

    /// <summary>A node that would try again forever; its scanners are numbered from 0.</summary>
    private Task<NodeProcess> StartAsync(params int[] ports) => NodeProcess.StartAsync(
        _folder["data"],
        [
            .. ports.SelectMany((port, i) => new[]
            {
                $"AeTitle={Scanner}{i}", "Roles:0=MoveDestination", "Host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"Port={port}"),
                "Retries=100", "RetryDelaySeconds=3600",
            }.Select(option => string.Create(CultureInfo.InvariantCulture, $"--Archive:Peers:{i}:{option}"))),
        ]);
}
