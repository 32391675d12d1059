using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Queries;

/// <summary>Queries of an archive with a scripted index.</summary>
public abstract class FindTest : AssociationTest
{
    internal static readonly Uid Find = SopClasses.StudyRootQueryRetrieveInformationModelFind;

    internal ScriptedIndex Index { get; private set; } = null!;

    internal Task<TestArchive> StartAsync(
        Func<FindRequest, CancellationToken, IAsyncEnumerable<DataSet>> find, TestArchiveOptions? options = null) =>
        TestArchive.StartAsync((options ?? new()) with { Index = real => Index = new ScriptedIndex(real, find) });

    internal static DataSet Keys(string level, params Tag[] asked)
    {
        var keys = new DataSet().SetString(Tags.QueryRetrieveLevel, level);
        foreach (var tag in asked)
            keys.SetString(tag, "");
        return keys;
    }

    internal static byte[] Encode(DataSet identifier) => DataSetWriter.ToArray(identifier, TransferSyntax.ImplicitVrLittleEndian);

    /// <summary>All responses, the last one last.</summary>
    internal static async Task<List<CFindResponse>> FindAsync(ScuAssociation association, DataSetSource identifier, CancellationToken canceled = default)
    {
        var responses = new List<CFindResponse>();
        await foreach (var message in association.FindAsync(Find, identifier, canceled))
            responses.Add(message.Response);
        return responses;
    }

    internal static async Task SendFindAsync(RawAssociation association, ushort messageId = 1, DataSet? identifier = null)
    {
        await association.SendAsync(RawAssociation.Find, new CFindRequest { MessageId = messageId, AffectedSopClassUid = Find });
        await association.SendDataAsync(RawAssociation.Find, Encode(identifier ?? Keys("STUDY", Tags.StudyInstanceUID)), isLast: true);
    }

    /// <summary>The next response to a C-FIND, past the data sets.</summary>
    internal static async Task<CFindResponse> NextAsync(RawAssociation association)
    {
        while (true)
        {
            var pdu = await association.Peer.ReceiveAsync();
            if ((pdu[11] & 1) != 0)
                return Assert.IsType<CFindResponse>(CommandSet.Parse(pdu.AsSpan(12)));
        }
    }
}
