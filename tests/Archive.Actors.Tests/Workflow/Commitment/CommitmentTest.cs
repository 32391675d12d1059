using Archive.Actors.Tests.Associations;
using Archive.Actors.Workflow.Commitment;
using Archive.Protocol.Data;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Workflow.Commitment;

/// <summary>Tests of commitment over sockets, with an archive that looks and tries again soon.</summary>
public abstract class CommitmentTest : AssociationTest
{
    internal static readonly CommitmentSettings Quick = new()
    {
        FirstRecheck = TimeSpan.FromMilliseconds(20),
        FirstRetry = TimeSpan.FromMilliseconds(20),
        LongestRetry = TimeSpan.FromMilliseconds(200),
        Interval = TimeSpan.FromMilliseconds(20),
    };

    /// <summary>Nothing is waited for.</summary>
    internal static readonly CommitmentSettings Impatient = Quick with { Grace = TimeSpan.Zero, UnreadablePatience = TimeSpan.Zero };

    /// <summary>An archive that calls the modality, and only so.</summary>
    internal static TestArchiveOptions Calling(CommitmentListener listener, CommitmentSettings? settings = null) => new()
    {
        Commitments = settings ?? Quick,
        ModalitySettings = [listener.Address, new CommitmentPeer { Reports = CommitmentReports.NewAssociation }],
    };

    internal static Task<TestArchive> StartAsync(CommitmentSettings? settings = null) =>
        TestArchive.StartAsync(new TestArchiveOptions { Commitments = settings ?? Quick });

    internal static async Task<CommitmentState> FindAsync(TestArchive archive, Uid transaction) =>
        await archive.Services.GetRequiredService<CommitmentStore>().FindAsync(CommitmentId.Of(transaction, TestArchive.Modality), CancellationToken.None)
        ?? throw new InvalidOperationException("There is no such transaction.");

    internal static async Task<CommitmentState> UntilAsync(TestArchive archive, Uid transaction, Func<CommitmentState, bool> condition)
    {
        CommitmentState state = null!;
        await Wait.UntilAsync(async () => condition(state = await FindAsync(archive, transaction)), () => $"transaction to change: {state}");
        return state;
    }

    internal static Task<CommitmentState> UntilAsync(TestArchive archive, Uid transaction, CommitmentPhase phase) =>
        UntilAsync(archive, transaction, state => state.Phase == phase);
}
