using System.Runtime.CompilerServices;
using Archive.Actors.Associations;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Workflow;
using Archive.Storage.Workflow.Worklist;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Workflow.Worklist;

public sealed class WorklistCancelTests : AssociationTest
{
    private static readonly Uid Model = SopClasses.ModalityWorklistInformationModelFind;

    [Fact]
    [Requirement("OASIS-40")]
    [Requirement("MX1-27")]
    public async Task A_query_that_is_cancelled_ends_with_FE00_and_the_association_goes_on()
    {
        var one = await OneAsync();
        await using var archive = await TestArchive.StartAsync(new()
        {
            Roles = PeerRoles.Worklist,
            Register = services => services.AddSingleton<IFactIndex>(new EndlessFacts(one)),
        });
        await using var association = await ScuAssociation.ConnectAsync(archive.Calling().Propose(Model, TransferSyntax.ImplicitVrLittleEndian));

        for (var query = 0; query < 2; query++)
        {
            using var cancellation = new CancellationTokenSource();
            var (answers, last) = (0, DimseStatus.Success);
            await foreach (var message in association.FindAsync(Model, new DataSet().SetString(Tags.PatientName, ""), cancellation.Token))
            {
                last = message.Response.Status;
                if (last.IsPending && ++answers == 10)
                    await cancellation.CancelAsync();
            }

            Assert.Equal(DimseStatus.Cancel, last);
            Assert.True(answers >= 10);
        }

        await association.ReleaseAsync();
        await archive.AllIsOverAsync();
    }

    private static async Task<StoredFact> OneAsync()
    {
        var facts = new MemoryFacts(TimeProvider.System);
        var item = WorklistItem.Identify(WorklistItem.Normalize(new DataSet().SetString(Tags.AccessionNumber, "A1").SetString(Tags.PatientID, "P-1")
            .SetItems(Tags.ScheduledProcedureStepSequence, new DataSet())));
        var key = WorklistKey.Of(item);
        await facts.AskAsync<WorklistReply>(
            new PutScheduledStep(key.EntityId, "test", key, WorklistItem.Encode(item), PutKind.Create, DateTimeOffset.Now, OpenDays: 1), default);
        return (await facts.FindAsync(FactKind.WorklistItem, key.EntityId))!;
    }

    /// <summary>The same step again and again.</summary>
    private sealed class EndlessFacts(StoredFact one) : IFactIndex
    {
        public async IAsyncEnumerable<StoredFact> QueryAsync(FactQuery query, long? afterRow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
                yield return one;
            }
        }

        public ValueTask<StoredFact?> FindAsync(FactKind kind, string id, CancellationToken cancellationToken = default) => ValueTask.FromResult<StoredFact?>(one);

        public ValueTask<IReadOnlyList<StoredFact>> DueAsync(
            FactKind kind, DateTimeOffset until, DuePosition? after, int limit, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<StoredFact>>([]);

        public ValueTask<DateTimeOffset?> NextDueAsync(FactKind kind, CancellationToken cancellationToken = default) => ValueTask.FromResult<DateTimeOffset?>(null);

        public ValueTask<ReadOnlyMemory<byte>?> ReadDocumentAsync(string id, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<ReadOnlyMemory<byte>?>(null);
    }
}
