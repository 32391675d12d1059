using Archive.Actors.Associations;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Workflow;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Workflow.PerformedSteps;

/// <summary>An archive with performed steps and their coordinator, which looks often, and a scanner that calls it.</summary>
internal sealed class StepArchive(TestArchive archive) : IAsyncDisposable
{
    public static readonly Uid SopClass = SopClasses.ModalityPerformedProcedureStep;
    public static readonly Uid RetrieveSopClass = SopClasses.ModalityPerformedProcedureStepRetrieve;

    private static readonly AeTitle Receiver = new("RIS");

    public TestArchive Archive => archive;

    /// <param name="receiverPort">Where steps are forwarded to; null: nowhere.</param>
    public static async Task<StepArchive> StartAsync(string? folder = null, int? receiverPort = null, IScheduledSteps? worklist = null)
    {
        var archive = await TestArchive.StartAsync(new()
        {
            Folder = folder,
            IsClustered = true,
            Roles = PeerRoles.PerformedSteps | PeerRoles.Store | PeerRoles.Query,
            Register = services =>
            {
                services.AddSingleton(new PerformedStepsSettings { Interval = TimeSpan.FromMilliseconds(20), RetryDelay = TimeSpan.FromMilliseconds(50) });
                if (worklist is not null)
                    services.AddSingleton(worklist);
            },
            Actors = akka => akka.AddPerformedSteps(),
        });
        if (receiverPort is { } port)
        {
            archive.Peers.Replace(
            [
                new Peer(TestArchive.Modality, PeerRoles.PerformedSteps),
                new Peer(Receiver, PeerRoles.None) { Settings = [new CalledPeer(Receiver, "127.0.0.1", port), StepForwarding.On] },
            ]);
        }

        return new StepArchive(archive);
    }

    public Task<ScuAssociation> ConnectAsync(Uid sopClass, TransferSyntax syntax) => ScuAssociation.ConnectAsync(archive.Calling().Propose(sopClass, syntax));

    /// <summary>On an association of its own, as scanners do.</summary>
    public async Task<NCreateResponse> CreateAsync(Uid step, DataSet? attributes = null, TransferSyntax? syntax = null)
    {
        await using var association = await ConnectAsync(SopClass, syntax ?? TransferSyntax.ExplicitVrLittleEndian);
        var response = (await association.CreateAsync(SopClass, step, attributes ?? SampleStep.Create())).Response;
        await association.ReleaseAsync();
        return response;
    }

    /// <inheritdoc cref="CreateAsync"/>
    public async Task<NSetResponse> SetAsync(Uid step, DataSet modifications, TransferSyntax? syntax = null)
    {
        await using var association = await ConnectAsync(SopClass, syntax ?? TransferSyntax.ExplicitVrLittleEndian);
        var response = (await association.SetAsync(SopClass, step, modifications)).Response;
        await association.ReleaseAsync();
        return response;
    }

    public async Task<DimseMessage<NGetResponse>> GetAsync(Uid step, params IReadOnlyList<Tag> attributes)
    {
        await using var association = await ConnectAsync(RetrieveSopClass, TransferSyntax.ImplicitVrLittleEndian);
        var answer = await association.GetAttributesAsync(RetrieveSopClass, step, attributes);
        await association.ReleaseAsync();
        return answer;
    }

    public async Task<PerformedStepState?> FindAsync(Uid step) =>
        await archive.Facts.FindAsync(FactKind.PerformedStep, step.Value) is { } fact
            ? archive.Services.GetRequiredService<FactProtocol<PerformedStepState>>().Read(fact)
            : null;

    public Task UntilAsync(Uid step, Func<PerformedStepState, bool> condition, string what) =>
        Wait.UntilAsync(async () => await FindAsync(step) is { } state && condition(state), () => what);

    public ValueTask DisposeAsync() => archive.DisposeAsync();
}
