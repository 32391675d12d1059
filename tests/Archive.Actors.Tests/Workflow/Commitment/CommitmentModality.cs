using System.Threading.Channels;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Actors.Tests.Workflow.Commitment;

/// <summary>A modality with an association on which it asks for commitment, and takes reports.</summary>
internal sealed class CommitmentModality : IAsyncDisposable
{
    public static readonly Uid WellKnownInstance = new("1.2.840.10008.1.20.1.1");

    private readonly Channel<ReceivedReport> _reports = Channel.CreateUnbounded<ReceivedReport>();
    private ScuAssociation _association = null!;

    /// <summary>Reports that came and were not looked at.</summary>
    public int Waiting => _reports.Reader.Count;

    /// <param name="answer">What a report is answered with; null: 0000.</param>
    public static async Task<CommitmentModality> ConnectAsync(
        TestArchive archive, Func<ReceivedReport, DimseStatus>? answer = null, TransferSyntax? transferSyntax = null)
    {
        var modality = new CommitmentModality();
        modality._association = await ScuAssociation.ConnectAsync(new ScuAssociationOptions
        {
            Host = archive.EndPoint.Address.ToString(),
            Port = archive.EndPoint.Port,
            CalledAeTitle = TestArchive.AeTitle,
            CallingAeTitle = TestArchive.Modality,
            ServeAsync = async (incoming, cancellationToken) =>
            {
                var request = Assert.IsType<NEventReportRequest>(incoming.Request);
                Assert.Equal((SopClasses.StorageCommitmentPushModel, WellKnownInstance), (request.AffectedSopClassUid, request.AffectedSopInstanceUid));
                using var bytes = new MemoryStream();
                await incoming.DataSet.CopyToAsync(bytes, cancellationToken);
                var report = ReceivedReport.Read(request, DataSetReader.Read(bytes.ToArray(), incoming.Context.TransferSyntax));
                await modality._reports.Writer.WriteAsync(report, cancellationToken);
                return request.Respond(answer?.Invoke(report) ?? DimseStatus.Success);
            },
        }
        .Propose(SopClasses.StorageCommitmentPushModel, transferSyntax ?? TransferSyntax.ExplicitVrLittleEndian)
        .Propose(SopClasses.StudyRootQueryRetrieveInformationModelFind, TransferSyntax.ImplicitVrLittleEndian));
        return modality;
    }

    /// <summary>Asks on an association of its own, which is released at once.</summary>
    public static async Task AskAsync(TestArchive archive, Uid transaction, params TestObject[] objects)
    {
        await using var modality = await ConnectAsync(archive);
        await modality.AskAsync(transaction, objects);
        await modality.ReleaseAsync();
    }

    public static DataSet Reference(Uid sopClass, Uid instance) => new DataSet()
        .SetString(Tags.ReferencedSOPClassUID, sopClass.Value)
        .SetString(Tags.ReferencedSOPInstanceUID, instance.Value);

    public Task<NActionResponse> AskAsync(Uid transaction, params TestObject[] objects) =>
        AskAsync(transaction, [.. objects.Select(one => Reference(one.SopClass, one.Instance))]);

    /// <summary>Asks, and is answered 0000.</summary>
    public async Task<NActionResponse> AskAsync(Uid transaction, IReadOnlyList<DataSet> references)
    {
        var response = await ActAsync(new DataSet().SetString(Tags.TransactionUID, transaction.Value).SetItems(Tags.ReferencedSOPSequence, references));
        Assert.Equal((DimseStatus.Success, (ushort?)1), (response.Status, response.ActionTypeId));
        return response;
    }

    public async Task<NActionResponse> ActAsync(DataSet information, Uid instance = default, ushort actionType = 1) => (await _association.ActionAsync(
        SopClasses.StorageCommitmentPushModel, instance.IsEmpty ? WellKnownInstance : instance, actionType, information)).Response;

    public async Task<ReceivedReport> ReportAsync()
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
        return await _reports.Reader.ReadAsync(limit.Token);
    }

    public Task ReleaseAsync() => _association.ReleaseAsync();

    public ValueTask DisposeAsync() => _association.DisposeAsync();
}
