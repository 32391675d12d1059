using Archive.Actors.Services.Retrieve;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>What is proposed to destinations, and in which transfer syntax objects then go there.</summary>
public sealed class MoveNegotiationTests : AssociationTest
{
    private static readonly Uid Explicit = TransferSyntax.ExplicitVrLittleEndian.Uid;
    private static readonly Uid Implicit = TransferSyntax.ImplicitVrLittleEndian.Uid;
    private static readonly Uid Jpeg = TransferSyntax.JpegBaseline8Bit.Uid;

    [Fact]
    public async Task The_stored_transfer_syntax_is_proposed_apart_from_what_can_be_sent_in_its_place()
    {
        var ct = TestObject.Ct();
        var mr = TestObject.Make(SopClasses.MRImageStorage, "MR", 2048, of: ct);

        var proposed = await ProposalAsync(port => MoveScu.At(port), (ct, Explicit), (mr, Jpeg));

        Assert.Equal(
            [
                $"{SopClasses.CTImageStorage} {Implicit}",
                $"{SopClasses.CTImageStorage} {Explicit}",
                $"{SopClasses.MRImageStorage} {Explicit} {Implicit}",
                $"{SopClasses.MRImageStorage} {Jpeg}",
            ],
            proposed.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Requirement("OASIS-26")]
    public async Task Only_the_transfer_syntaxes_of_the_destination_are_proposed_in_its_order()
    {
        var ct = TestObject.Ct();

        var proposed = await ProposalAsync(
            port => MoveScu.At(port) with { TransferSyntaxes = [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian] }, (ct, Explicit));

        Assert.Equal([$"{SopClasses.CTImageStorage} {Implicit} {TransferSyntax.ExplicitVrBigEndian.Uid}"], proposed);
    }

    [Fact]
    [Requirement("OASIS-26")]
    [Requirement("OASIS-27")]
    [Requirement("VEREOS-45")]
    public async Task Objects_of_a_class_that_the_destination_does_not_take_fail_unproposed_and_the_others_are_delivered()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port) with { SopClasses = new HashSet<Uid> { SopClasses.MRImageStorage } });
        var mr = TestObject.Make(SopClasses.MRImageStorage, "MR", 2048);
        var report = TestObject.Make(SopClasses.ComprehensiveSRStorage, "SR", 2, of: mr);
        await TestScu.StoreAsync(archive, mr, report);

        var moving = MoveScu.MoveAsync(archive, mr.Study);
        var request = await scp.AcceptAsync();
        var store = await scp.TakeAsync();
        await scp.ReleaseAsync();
        var moved = await moving;

        Assert.All(request.PresentationContexts, context => Assert.Equal(SopClasses.MRImageStorage, context.AbstractSyntax));
        Assert.Equal(mr.Instance, store.AffectedSopInstanceUid);
        Assert.Equal((0xB000, (1, 1, 0)), (moved.Last.Status.Code, moved.Counts));
        Assert.Equal([report.Instance.Value], moved.Failed);
        Assert.Equal("DESTINATION takes no Comprehensive SR Storage", moved.Last.ErrorComment);
    }

    [Fact]
    public async Task Nobody_is_called_when_nothing_may_be_sent()
    {
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(FreePort.Next()) with { SopClasses = new HashSet<Uid> { SopClasses.MRImageStorage } });
        var ct = TestObject.Ct();
        await TestScu.StoreAsync(archive, ct);

        var moved = await MoveScu.MoveAsync(archive, ct.Study);

        Assert.Equal(DimseStatus.OutOfResourcesSuboperations, moved.Last.Status);
        Assert.DoesNotContain(archive.LogLines, line => line.Contains("association failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_whose_class_the_destination_refuses_fails_with_that_reason()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var ct = TestObject.Ct();
        var mr = TestObject.Make(SopClasses.MRImageStorage, "MR", 2048, of: ct);
        await TestScu.StoreAsync(archive, ct, mr);

        var moving = MoveScu.MoveAsync(archive, ct.Study);
        await scp.AcceptAsync(context => context.AbstractSyntax == SopClasses.CTImageStorage);
        await scp.TakeAsync();
        await scp.ReleaseAsync();
        var moved = await moving;

        Assert.Equal((1, 1, 0), moved.Counts);
        Assert.Equal("No context was accepted for MR Image Storage", moved.Last.ErrorComment);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.2")]
    [InlineData("1.2.840.10008.1.2.1.99")]
    [Requirement("VEREOS-45")]
    public async Task An_object_is_re_encoded_for_a_destination_that_does_not_take_the_stored_transfer_syntax(string wanted)
    {
        Assert.True(TransferSyntax.TryGet(new Uid(wanted), out var syntax));
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port) with { TransferSyntaxes = [syntax] });
        var ct = TestObject.Ct();
        var large = TestObject.Ct(pixelBytes: 6_000_000, of: ct);
        await TestScu.StoreAsync(archive, ct, large);

        var moving = MoveScu.MoveAsync(archive, ct.Study);
        await scp.AcceptAsync();
        for (var i = 0; i < 2; i++)
        {
            var (store, contextId, dataSet) = await scp.ReceiveObjectAsync();
            var sent = store.AffectedSopInstanceUid == ct.Instance ? ct : large;
            Assert.Equal(sent.Bytes, DataSetWriter.ToArray(DataSetReader.Read(dataSet, syntax), TransferSyntax.ExplicitVrLittleEndian));
            await scp.SendAsync(contextId, store.Respond(DimseStatus.Success));
        }

        await scp.ReleaseAsync();

        Assert.Equal((2, 0, 0), (await moving).Counts);
    }

    [Fact]
    [Requirement("OASIS-26")]
    public async Task An_object_that_would_have_to_be_decompressed_fails_with_that_reason()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var ct = TestObject.Ct();
        await StoreAsync(archive, ct, Jpeg);

        var moving = MoveScu.MoveAsync(archive, ct.Study);
        await scp.AcceptAsync(context => context.TransferSyntaxes.Contains(Implicit));
        await scp.ReleaseAsync();
        var moved = await moving;

        Assert.Equal((DimseStatus.OutOfResourcesSuboperations, (0, 1, 0)), (moved.Last.Status, moved.Counts));
        Assert.StartsWith("Would have to be decompressed from JPEG Baseline", moved.Last.ErrorComment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_cannot_be_re_encoded_fails_with_that_reason_and_without_a_stack_trace()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var ct = TestObject.Ct();
        // What every reader of Implicit VR takes for a sequence was sent as text.
        var strange = ct with
        {
            Bytes = DataSetWriter.ToArray(
                DataSetReader.Read(ct.Bytes, TransferSyntax.ExplicitVrLittleEndian).Set(Tags.ReferencedStudySequence, Vr.LO, "no sequence "u8.ToArray()),
                TransferSyntax.ExplicitVrLittleEndian),
        };
        await StoreAsync(archive, strange, Explicit);

        var moving = MoveScu.MoveAsync(archive, ct.Study);
        await scp.AcceptAsync(context => context.TransferSyntaxes.Contains(Implicit));
        await scp.ReleaseAsync();
        var moved = await moving;

        Assert.Equal((DimseStatus.OutOfResourcesSuboperations, (0, 1, 0)), (moved.Last.Status, moved.Counts));
        Assert.StartsWith("It cannot be brought into Implicit VR Little Endian", moved.Last.ErrorComment, StringComparison.Ordinal);
        Assert.Contains(archive.LogLines, line => line.Contains($"Object {ct.Instance} was not sent. It cannot be brought into Implicit VR", StringComparison.Ordinal));
        Assert.DoesNotContain(archive.LogLines, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_contexts_than_an_association_holds_make_several_associations_one_after_the_other()
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(MoveScu.At(scp.Port));
        var first = TestObject.Ct();
        var others = SopClasses.AllStorage.Where(entry => entry.Uid != first.SopClass && !SopClasses.IsNonPatient(entry.Uid)).Take(69);
        TestObject[] sent = [first, .. others.Select(entry => TestObject.Make(entry.Uid, "OT", 2, of: first))];
        foreach (var some in sent.Chunk(60))
            await TestScu.StoreAsync(archive, some);

        var moving = MoveScu.MoveAsync(archive, first.Study);
        var taken = 0;
        foreach (var classes in (int[])[64, 6])
        {
            Assert.Equal(2 * classes, (await scp.AcceptAsync()).PresentationContexts.Count);
            taken += (await scp.TakeAsync(classes)).Count;
            await scp.ReleaseAsync();
        }

        Assert.Equal(70, taken);
        Assert.Equal((70, 0, 0), (await moving).Counts);
    }

    /// <summary>Stores an object, its bytes as they are, as one of a transfer syntax.</summary>
    private static async Task StoreAsync(TestArchive archive, TestObject sent, Uid syntax)
    {
        Assert.True(TransferSyntax.TryGet(syntax, out var transferSyntax));
        await using var association = await ScuAssociation.ConnectAsync(archive.Calling().Propose(sent.SopClass, transferSyntax));
        Assert.Equal(DimseStatus.Success, (await association.StoreAsync(association.GetContext(sent.SopClass), sent.Instance, sent.Bytes)).Status);
        await association.ReleaseAsync();
    }

    /// <summary>The contexts that are proposed, each its class and its transfer syntaxes.</summary>
    private static async Task<List<string>> ProposalAsync(
        Func<int, Destination> destination, params (TestObject Object, Uid Syntax)[] stored)
    {
        using var scp = new ScriptedScp();
        await using var archive = await MoveScu.StartArchiveAsync(destination(scp.Port));
        foreach (var (one, syntax) in stored)
            await StoreAsync(archive, one, syntax);

        var moving = MoveScu.MoveAsync(archive, stored[0].Object.Study);
        var request = await scp.AcceptAsync();
        await scp.TakeAsync(stored.Length);
        await scp.ReleaseAsync();
        await moving;
        return [.. request.PresentationContexts.Select(context => $"{context.AbstractSyntax} {string.Join(' ', context.TransferSyntaxes)}")];
    }
}
