using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>Objects in each native transfer syntax go to destinations that prefer each other one, and arrive with the same content.</summary>
public sealed class ReencodingTests(RetrievalFixture fixture) : IClassFixture<RetrievalFixture>
{
    private static readonly TransferSyntax[] Native =
        [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian, TransferSyntax.DeflatedExplicitVrLittleEndian];

    [Theory]
    [InlineData("+xi")]
    [InlineData("+x=")]
    [InlineData("+xb")]
    [InlineData("+xd")]
    [InlineData("+xa")]
    [Requirement("VEREOS-45")]
    [Requirement("OASIS-26")]
    [Requirement("TIGER-07", "from and to every native transfer syntax")]
    public async Task Content_is_the_same_whatever_the_destination_prefers(string preference)
    {
        var study = new StudyInstanceUid(TestData.NewUid());
        var stored = Native.Select(syntax => (Syntax: syntax, Instance: WithEveryKindOfValue(TestData.Mr(study, pixelBytes: 5000)))).ToList();
        foreach (var (syntax, instance) in stored)
            await fixture.StoreAsync([instance], syntax);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "+B", preference);

        var moved = await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, StudyTree.IdentifierOf(stored[0].Instance, InformationModel.StudyRoot, "STUDY"));

        Assert.Equal(DimseStatus.Success, moved.Last.Status);
        moved.AssertCounted(completed: stored.Count, failed: 0);
        var received = destination.ReceivedFiles.Select(path => Part10File.Read(File.ReadAllBytes(path))).ToDictionary(file => file.Meta.GetUid(Tags.MediaStorageSOPInstanceUID));
        foreach (var (syntax, instance) in stored)
        {
            var file = received[instance.Sop.Uid];
            SameContent.Assert(DataSetReader.Read(instance.Encode(syntax), syntax), syntax, file);
            if (file.TransferSyntax == syntax)
                Assert.Equal(WireObject.Of(instance, syntax).Hash, WireObject.HashOf(file.DataSetBytes.Span));
        }
    }

    [SharedTheory]
    [InlineData("+xi")]
    [InlineData("+xb")]
    [InlineData("+xd")]
    public async Task Samples_arrive_with_the_same_content_or_are_counted_as_failed(string preference)
    {
        var samples = SampleObject.Load("open/synthetic/unusual").Concat(SampleObject.Load("open/synthetic/modality")).Concat(SampleObject.Load("open/charsets"))
            .Where(sample => sample.CanBeStored).DistinctBy(sample => sample.Object.Instance).ToList();
        await using (var association = await fixture.Node.ConnectAsync([.. samples.Select(sample => sample.Object)]))
        {
            foreach (var sample in samples)
                Assert.Equal(DimseStatus.Success, await association.StoreAsync(sample.Object));
            await association.ReleaseAsync();
        }

        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "+B", preference);
        foreach (var study in samples.GroupBy(sample => sample.Study))
        {
            var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, study.Key.Value);
            var compressed = study.Where(sample => sample.Object.TransferSyntax.IsEncapsulated).Select(sample => sample.Object.Instance.Value).ToList();

            var moved = await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, identifier);

            moved.AssertCounted(completed: study.Count() - compressed.Count, failed: compressed.Count);
            Assert.Equal(compressed.Order(StringComparer.Ordinal), moved.Failed.Order(StringComparer.Ordinal));
        }

        var sent = samples.ToDictionary(sample => sample.Object.Instance, sample => sample.Object);
        foreach (var file in destination.ReceivedFiles.Select(path => Part10File.Read(File.ReadAllBytes(path))))
        {
            var original = sent[file.Meta.GetUid(Tags.MediaStorageSOPInstanceUID)];
            SameContent.Assert(DataSetReader.Read(original.Bytes, original.TransferSyntax), original.TransferSyntax, file);
        }
    }

    /// <summary>Values of every length of unit, sequences in sequences, private blocks, text in a character set, and an overlay.</summary>
    private static TestInstance WithEveryKindOfValue(TestInstance instance)
    {
        var inner = new DataSet().SetString(Tags.CodeValue, "IN").SetUInt16(Tags.Rows, 0x0102);
        instance.DataSet
            .SetString(Tags.SpecificCharacterSet, "ISO_IR 100")
            .SetString(Tags.PatientName, "Müller^Jürgen")
            .SetItems(Tags.ProcedureCodeSequence, new DataSet().SetString(Tags.CodeValue, "OUT").SetItems(Tags.ConceptNameCodeSequence, inner), new DataSet())
            .SetItems(Tags.ReferencedStudySequence)
            .Set(Tags.PhysicalDeltaX, Vr.FD, BitConverter.GetBytes(1.0 / 3))
            .Set(Tags.FrameIncrementPointer, Vr.AT, new byte[] { 0x18, 0x00, 0x63, 0x10 })
            .SetUInt32(Tags.RegionFlags, 0x01020304)
            .Set(Tags.RedPaletteColorLookupTableData, Vr.OW, new byte[] { 1, 2, 3, 4, 5, 6 })
            .Set(new Tag(0x0029, 0x0010), Vr.LO, "Invented Block"u8.ToArray())
            .Set(new Tag(0x0029, 0x1001), Vr.OB, new byte[] { 1, 2, 3, 4 })
            .Set(new Tag(0x6000, 0x3000), Vr.OW, new byte[] { 8, 7, 6, 5 });
        return instance;
    }
}
