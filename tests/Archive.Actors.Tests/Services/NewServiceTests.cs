using Archive.Actors.Associations;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Services;

/// <summary>A service is a folder and a registration: the association is told nothing of it.</summary>
public sealed class NewServiceTests : AssociationTest
{
    private static readonly Uid Note = TestObject.NextUid();

    [Fact]
    public async Task A_service_that_is_registered_is_negotiated_served_and_in_the_association_s_line_in_the_log()
    {
        await using var archive = await TestArchive.StartAsync(new() { Register = services => services.AddNotes() });
        string? reported = null;
        await using (var association = await ConnectAsync(archive, report =>
        {
            reported = DataSetReader.Read(report, TransferSyntax.ImplicitVrLittleEndian).GetString(Tags.TextString);
            return DimseStatus.Success;
        }))
        {
            Assert.Equal(new byte[] { 7 }, association.Negotiated.FindExtendedNegotiation(NoteService.SopClass)!.ServiceClassApplicationInformation.ToArray());

            var created = await association.CreateAsync(NoteService.SopClass, Note, new DataSet().SetString(Tags.TextString, "made up"));

            Assert.Equal((DimseStatus.Success, Note), (created.Response.Status, created.Response.AffectedSopInstanceUid));
            Assert.Equal("made up", reported);
            Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
            Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.DeleteAsync(NoteService.SopClass, Note)).Status);
            await association.ReleaseAsync();
        }

        await archive.AllIsOverAsync();
        Assert.Contains(archive.LogLines, line => line.Contains("released: 1 note, 1 echo, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_peer_answers_to_a_request_of_the_service_comes_to_it()
    {
        await using var archive = await TestArchive.StartAsync(new() { Register = services => services.AddNotes() });
        await using var association = await ConnectAsync(archive, _ => DimseStatus.ProcessingFailure);

        var created = await association.CreateAsync(NoteService.SopClass, Note, new DataSet().SetString(Tags.TextString, "made up"));

        Assert.Equal(DimseStatus.ProcessingFailure, created.Response.Status);
        await association.ReleaseAsync();
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task Who_lacks_the_role_of_a_service_is_refused_its_contexts_alone()
    {
        await using var archive = await TestArchive.StartAsync(new() { Register = services => services.AddNotes(), Roles = PeerRoles.Store });
        await using var association = await ConnectAsync(archive, _ => DimseStatus.Success);

        Assert.Equal([SopClasses.Verification, SopClasses.CTImageStorage], association.Negotiated.Contexts.Select(context => context.AbstractSyntax));
        await association.ReleaseAsync();
    }

    [Fact]
    public async Task Without_the_registration_nobody_knows_its_SOP_class()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await ConnectAsync(archive, _ => DimseStatus.Success);

        await Assert.ThrowsAsync<NoPresentationContextException>(() => association.CreateAsync(NoteService.SopClass, Note, new DataSet()));
        await association.ReleaseAsync();
    }

    [Fact]
    public void Two_services_of_one_SOP_class_do_not_start()
    {
        using var one = TestServices.Create(services => services.AddNotes());
        var notes = one.GetRequiredService<NoteService>();

        var refused = Assert.Throws<ArgumentException>(() => new DimseServices([notes, notes], new AssociationSettings()));

        Assert.Contains(NoteService.SopClass.Value, refused.Message, StringComparison.Ordinal);
    }

    private static Task<ScuAssociation> ConnectAsync(TestArchive archive, Func<byte[], DimseStatus> answer) => ScuAssociation.ConnectAsync(
        new ScuAssociationOptions
        {
            Host = archive.EndPoint.Address.ToString(),
            Port = archive.EndPoint.Port,
            CalledAeTitle = TestArchive.AeTitle,
            CallingAeTitle = TestArchive.Modality,
            ExtendedNegotiations = [new SopClassExtendedNegotiation(NoteService.SopClass, new byte[] { 1 })],
            ServeAsync = async (incoming, cancellationToken) =>
            {
                var report = Assert.IsType<NEventReportRequest>(incoming.Request);
                using var bytes = new MemoryStream();
                await incoming.DataSet.CopyToAsync(bytes, cancellationToken);
                return report.Respond(answer(bytes.ToArray()));
            },
        }
        .Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian)
        .Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian)
        .Propose(NoteService.SopClass, TransferSyntax.ImplicitVrLittleEndian));
}
