using System.Net.Sockets;
using Akka;
using Akka.Actor;
using Akka.Hosting;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Actors.Tests.Cluster;

/// <summary>How a node goes down, looked at between the phases, while the journal holds an object.</summary>
public sealed class ShutdownOrderTests : AssociationTest
{
    /// <summary>Each phase that the archive has a part in, and the one that follows it.</summary>
    private static readonly (string Phase, string Next)[] Phases =
    [
        (CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseServiceUnbind),
        (CoordinatedShutdown.PhaseServiceUnbind, CoordinatedShutdown.PhaseServiceRequestsDone),
        (CoordinatedShutdown.PhaseServiceRequestsDone, CoordinatedShutdown.PhaseServiceStop),
        (CoordinatedShutdown.PhaseClusterShardingShutdownRegion, CoordinatedShutdown.PhaseClusterLeave),
        (CoordinatedShutdown.PhaseBeforeActorSystemTerminate, CoordinatedShutdown.PhaseActorSystemTerminate),
    ];

    [Fact]
    public async Task Readiness_goes_first_then_listener_associations_studies_and_stores()
    {
        var areStoresOpen = true;
        var seen = new List<string>();
        TestArchive? archive = null;
        await using var started = archive = await TestArchive.StartAsync(new()
        {
            IsClustered = true,
            Actors = akka => akka.AddHocon(PhasesBetween(), HoconAddMode.Prepend).WithActors((system, _) =>
            {
                foreach (var (phase, _) in Phases)
                    CoordinatedShutdown.Get(system).AddTask($"after-{phase}", "look", () => LookAsync(phase));
            }),
            CloseStores = () =>
            {
                areStoresOpen = false;
                return ValueTask.CompletedTask;
            },
        });

        async Task<Done> LookAsync(string phase)
        {
            seen.Add($"{phase}: {(archive!.Health.NotReadyReason is null ? "ready" : "not ready")}, {(await IsListeningAsync(archive) ? "listening" : "closed")}, "
                + $"{archive.Associations} associations, {archive.Live.Count} studies, stores {(areStoresOpen ? "open" : "closed")}");
            if (phase == CoordinatedShutdown.PhaseServiceUnbind)
                archive.Journal.Release();
            return Done.Instance;
        }

        var objects = TestObject.CtSeries(2);
        await using var association = await archive.ConnectAsync();
        Task<CStoreResponse> StoreAsync(TestObject sent) => association.StoreAsync(association.GetContext(SopClasses.CTImageStorage), sent.Instance, sent.Bytes);
        Assert.Equal(DimseStatus.Success, (await StoreAsync(objects[0])).Status);
        archive.Journal.Hold();
        var storing = StoreAsync(objects[1]);
        await Wait.UntilAsync(() => archive.Journal.Waiting > 0, "the object to reach the journal");

        await archive.ShutDownAsync().WaitAsync(Wait.Limit);

        Assert.Equal(
            [
                "before-service-unbind: not ready, listening, 1 associations, 1 studies, stores open",
                "service-unbind: not ready, closed, 1 associations, 1 studies, stores open",
                "service-requests-done: not ready, closed, 0 associations, 1 studies, stores open",
                "cluster-sharding-shutdown-region: not ready, closed, 0 associations, 0 studies, stores open",
                "before-actor-system-terminate: not ready, closed, 0 associations, 0 studies, stores closed",
            ],
            seen);
        Assert.Equal(DimseStatus.Success, (await storing).Status);
        Assert.True(await archive.HasAsync(objects[1]));
    }

    /// <summary>A phase of the test's between each of them and the next.</summary>
    private static string PhasesBetween() => string.Concat(Phases.Select(pair => $$"""
        akka.coordinated-shutdown.phases.after-{{pair.Phase}}.depends-on = [{{pair.Phase}}]
        akka.coordinated-shutdown.phases.{{pair.Next}}.depends-on = [after-{{pair.Phase}}]

        """));

    private static async Task<bool> IsListeningAsync(TestArchive archive)
    {
        try
        {
            using var peer = await ScriptedPeer.ConnectAsync(archive.EndPoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
