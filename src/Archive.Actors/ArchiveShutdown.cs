using Akka;
using Akka.Actor;
using Akka.Hosting;
using Archive.Actors.Associations;
using Archive.Actors.Canary;
using Archive.Actors.Maintenance;
using Archive.Actors.Peers;
using Archive.Actors.Work;
using Archive.Actors.Workflow.Hl7;
using Archive.Actors.Workflow.Worklist;
using Archive.Storage.Health;

namespace Archive.Actors;

/// <summary>
/// The order in which a node goes down: what is named here, each in a phase of Akka's coordinated shutdown. Between the last two, Akka
/// hands the shards over, whose studies heed <see cref="Studies.StopStudy"/>, and leaves the cluster. How long a phase may take stands in
/// <c>archive.conf</c>; the next one begins also when it has taken longer.
/// </summary>
internal static class ArchiveShutdown
{
    public static AkkaConfigurationBuilder AddShutdown(this AkkaConfigurationBuilder akka, Func<ValueTask> closeStores) => akka.WithActors((system, registry, services) =>
    {
        var shutdown = CoordinatedShutdown.Get(system);
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind, "readiness", () =>
        {
            services.GetService<ArchiveHealth>().Close("The archive shuts down.");
            return Task.CompletedTask;
        });
        AddWork<CanaryActor>(CoordinatedShutdown.PhaseBeforeServiceUnbind, "canary");
        Add(CoordinatedShutdown.PhaseServiceUnbind, "dicom-listener", services.GetService<DicomListener>().UnbindAsync);
        if (services.GetService<MllpListener>() is { } hl7)
        {
            Add(CoordinatedShutdown.PhaseServiceUnbind, "hl7-listener", hl7.UnbindAsync);
            Add(CoordinatedShutdown.PhaseServiceRequestsDone, "hl7-messages", hl7.FinishAsync);
        }

        Add(CoordinatedShutdown.PhaseServiceRequestsDone, "associations", () =>
            registry.Get<AssociationsSupervisor>().Ask<AssociationsFinished>(FinishAssociations.Instance, Timeout.InfiniteTimeSpan)); // the phase has a limit
        AddWork<WorklistFolderWatch>(CoordinatedShutdown.PhaseServiceStop, "worklist-folder");
        AddWork<PeerWatch>(CoordinatedShutdown.PhaseServiceStop, "peers");
        AddWork<VolumeMaintenance>(CoordinatedShutdown.PhaseServiceStop, "maintenance");
        AddWork<VolumeAdoption>(CoordinatedShutdown.PhaseServiceStop, "adoption");
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "stores", () => closeStores().AsTask());

        void AddWork<TActor>(string phase, string name)
            where TActor : RepeatedWork
        {
            if (registry.TryGet<TActor>(out var work))
                Add(phase, name, () => work.GracefulStop(TimeSpan.FromMinutes(1), StopWork.Instance)); // the phase ends before
        }

        void Add(string phase, string name, Func<Task> end) => shutdown.AddTask(phase, name, async () =>
        {
            await end();
            return Done.Instance;
        });
    });
}
