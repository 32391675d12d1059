using Archive.Actors.Services.Retrieve;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>What came of a C-MOVE.</summary>
internal sealed record Moved(CMoveResponse Last, IReadOnlyList<string> Failed, IReadOnlyList<CMoveResponse> Pending)
{
    /// <summary>Completed, failed and warning sub-operations.</summary>
    public (int Completed, int Failed, int Warnings) Counts =>
        ((int)Last.NumberOfCompletedSuboperations!, (int)Last.NumberOfFailedSuboperations!, (int)Last.NumberOfWarningSuboperations!);
}

/// <summary>An association with an archive on which moves are asked for.</summary>
internal sealed class MoveScu(ScuAssociation association) : IAsyncDisposable
{
    public static readonly AeTitle Title = new("DESTINATION");

    public ScuAssociation Association { get; } = association;

    /// <summary>A destination on loopback that is tried again at once, and no more than told.</summary>
    public static Destination At(int port, int retries = 0) => new(Title, "127.0.0.1", port) { Retries = retries, RetryDelay = TimeSpan.Zero };

    /// <param name="settings">Null: one object at a time on an association, whatever window the destination would grant.</param>
    public static Task<TestArchive> StartArchiveAsync(Destination destination, RetrievalSettings? settings = null) =>
        TestArchive.StartAsync(new TestArchiveOptions { Destinations = [destination], Retrieval = settings ?? new RetrievalSettings { OperationsWindow = 1 } });

    public static async Task<MoveScu> ConnectAsync(TestArchive archive) => new(await ScuAssociation.ConnectAsync(
        archive.Calling()
            .Propose(SopClasses.StudyRootQueryRetrieveInformationModelMove, TransferSyntax.ImplicitVrLittleEndian)));

    public static byte[] Identify(Uid study) => DataSetWriter.ToArray(
        new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, study.Value), TransferSyntax.ImplicitVrLittleEndian);

    /// <summary>A move of a study on an association of its own.</summary>
    public static async Task<Moved> MoveAsync(TestArchive archive, Uid study, string destination = "DESTINATION")
    {
        await using var scu = await ConnectAsync(archive);
        var moved = await scu.MoveAsync(study, destination);
        await scu.Association.ReleaseAsync();
        return moved;
    }

    /// <param name="pending">Called with each pending response.</param>
    public async Task<Moved> MoveAsync(
        Uid study, string destination = "DESTINATION", Priority priority = Priority.Medium, Action<CMoveResponse>? pending = null, CancellationToken canceled = default)
    {
        var sopClass = SopClasses.StudyRootQueryRetrieveInformationModelMove;
        var request = new CMoveRequest { MessageId = 0, AffectedSopClassUid = sopClass, MoveDestination = destination, Priority = priority };
        var responses = new List<CMoveResponse>();
        DimseMessage<CMoveResponse>? last = null;
        await foreach (var message in Association.RequestManyAsync<CMoveResponse>(Association.GetContext(sopClass), request, Identify(study), canceled))
        {
            last = message;
            if (!message.Response.Status.IsPending)
                break;
            responses.Add(message.Response);
            pending?.Invoke(message.Response);
        }

        return new Moved(last!.Response, last.DataSet.IsEmpty ? [] : last.ReadDataSet().GetStrings(Tags.FailedSOPInstanceUIDList), responses);
    }

    public ValueTask DisposeAsync() => Association.DisposeAsync();
}
