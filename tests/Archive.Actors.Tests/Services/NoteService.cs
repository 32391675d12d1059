using System.Collections.Concurrent;
using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Services;

/// <summary>
/// A service that nobody has but these tests: notes are made by N-CREATE, and who makes one is told of it by N-EVENT-REPORT on
/// the same association before the answer.
/// </summary>
internal sealed class NoteService(DataSetOperations operations, NoteSettings settings) : IDimseService
{
    public static readonly Uid SopClass = new("1.2.826.0.1.3680043.10.1489.77");

    public ConcurrentDictionary<Uid, string> Notes { get; } = new();

    public IReadOnlyCollection<Uid> SopClasses { get; } = [SopClass];

    public IReadOnlyCollection<CommandField> Operations { get; } = [CommandField.NCreateRequest];

    public PeerRoles Role => PeerRoles.Query;

    public SopClassExtendedNegotiation Answer(SopClassExtendedNegotiation proposed) =>
        proposed with { ServiceClassApplicationInformation = new byte[] { 7 } };

    public ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request) => operations.BeginAsync(
        association, context, request, (note, canceled) => CreateAsync(association, context, (NCreateRequest)request, note, canceled));

    private async Task CreateAsync(IAssociation association, PresentationContext context, NCreateRequest request, DataSet note, CancellationToken canceled)
    {
        var report = new NEventReportRequest { MessageId = 0, AffectedSopClassUid = SopClass, AffectedSopInstanceUid = request.AffectedSopInstanceUid, EventTypeId = 1 };
        var patience = new ResponsePatience(settings.Patience, settings.Patience, canceled);
        var taken = await association.InvokeAsync(context, report, new MemoryStream(DataSetWriter.ToArray(note, context.TransferSyntax)), patience, association.Ended);
        if (taken?.Status.IsSuccess != true)
        {
            await association.RespondAsync(context, request.Respond(DimseStatus.ProcessingFailure, "Nobody wants to know."));
            return;
        }

        Notes[request.AffectedSopInstanceUid] = note.GetString(Tags.TextString)!;
        association.StatisticsOf<NoteStatistics>().Made();
        await association.RespondAsync(context, request.Respond(DimseStatus.Success));
    }

    internal sealed class NoteStatistics : IServiceStatistics
    {
        private int _made;

        public void Made() => Interlocked.Increment(ref _made);

        public string Describe(TimeSpan duration) => StatisticsText.Count(_made, "note");
    }
}

internal sealed record NoteSettings
{
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);
}

internal static class NoteRegistration
{
    public static IServiceCollection AddNotes(this IServiceCollection services) => services
        .AddSingleton<NoteSettings>()
        .AddSingleton<NoteService>()
        .AddSingleton<IDimseService>(provider => provider.GetRequiredService<NoteService>());
}
