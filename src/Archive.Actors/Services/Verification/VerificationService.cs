using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Verification;

/// <summary>The Verification Service Class (PS3.4 A): a C-ECHO is answered, whoever asks and on whatever context.</summary>
internal sealed class VerificationService : IDimseService
{
    public IReadOnlyCollection<Uid> SopClasses { get; } = [Protocol.Data.SopClasses.Verification];

    public IReadOnlyCollection<CommandField> Operations { get; } = [CommandField.CEchoRequest];

    public PeerRoles Role => PeerRoles.None;

    public bool IsOnEveryContext => true;

    public async ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request)
    {
        association.StatisticsOf<VerificationStatistics>().Echoed();
        await association.RespondAsync(context, request.Respond(DimseStatus.Success));
        return null;
    }
}
