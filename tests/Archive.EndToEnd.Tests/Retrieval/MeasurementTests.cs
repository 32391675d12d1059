using System.Globalization;
using System.Runtime.InteropServices;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>What was measured, and what is measured by, is the same after an object was stored, re-encoded and retrieved.</summary>
public sealed class MeasurementTests(RetrievalFixture fixture) : IClassFixture<RetrievalFixture>
{
    [Theory]
    [InlineData("+xi")]
    [InlineData("+x=")]
    [InlineData("+xb")]
    [Requirement("BASICS-09", "stored in each native transfer syntax, retrieved in each other one")]
    public async Task A_signed_CT_has_the_same_Hounsfield_values_and_window(string preference)
    {
        var study = new StudyInstanceUid(TestData.NewUid());
        TransferSyntax[] native = [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian];
        var stored = native.Select(_ => Signed(TestData.Ct(study))).ToList();
        foreach (var (instance, syntax) in stored.Zip(native))
            await fixture.StoreAsync([instance], syntax);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "+B", preference);

        (await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, StudyTree.IdentifierOf(stored[0], InformationModel.StudyRoot, "STUDY")))
            .AssertCounted(completed: stored.Count, failed: 0);

        var received = destination.ReceivedFiles.Select(path => Part10File.Read(File.ReadAllBytes(path)).ReadDataSet()).ToDictionary(dataSet => dataSet.GetUid(Tags.SOPInstanceUID));
        Assert.All(stored, instance =>
        {
            var dataSet = received[instance.Sop.Uid];
            Assert.Equal([-2048, -1025, -1024, 0, 1024], Hounsfield(dataSet).Take(5));
            Assert.Equal(Hounsfield(instance.DataSet), Hounsfield(dataSet));
            Assert.Equal(("40", "350"), (dataSet.GetString(Tags.WindowCenter), dataSet.GetString(Tags.WindowWidth)));
        });
    }

    [Theory]
    [InlineData("+xi")]
    [InlineData("+x=")]
    [InlineData("+xb")]
    [Requirement("TIGER-25", "received in Implicit VR, sent in each native transfer syntax")]
    public async Task Ultrasound_regions_have_the_VRs_and_values_of_their_calibration(string preference)
    {
        var region = new DataSet()
            .SetUInt16(Tags.PhysicalUnitsXDirection, 3).SetUInt16(Tags.PhysicalUnitsYDirection, 3)
            .SetUInt32(Tags.RegionLocationMinX0, 10).SetUInt32(Tags.RegionLocationMaxX1, 500)
            .Set(Tags.PhysicalDeltaX, Vr.FD, BitConverter.GetBytes(0.0123456789)).Set(Tags.PhysicalDeltaY, Vr.FD, BitConverter.GetBytes(-0.0123456789));
        var instance = TestData.Ct();
        instance.DataSet.SetString(Tags.Modality, "US").SetString(Tags.SOPClassUID, SopClasses.UltrasoundImageStorage.Value).SetItems(Tags.SequenceOfUltrasoundRegions, region);
        instance = instance with { SopClass = SopClasses.UltrasoundImageStorage };
        await fixture.StoreAsync([instance], TransferSyntax.ImplicitVrLittleEndian);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "+B", preference);

        (await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, StudyTree.IdentifierOf(instance, InformationModel.StudyRoot, "STUDY")))
            .AssertCounted(completed: 1, failed: 0);

        var received = Part10File.Read(await File.ReadAllBytesAsync(Assert.Single(destination.ReceivedFiles))).ReadDataSet();
        Assert.Equal(
            region.Select(element => (element.Tag, element.Vr, Convert.ToHexString(element.Value.Span))),
            Assert.Single(received.GetItems(Tags.SequenceOfUltrasoundRegions)).Select(element => (element.Tag, element.Vr, Convert.ToHexString(element.Value.Span))));
    }

    private static TestInstance Signed(TestInstance instance)
    {
        var pixels = MemoryMarshal.Cast<byte, short>(instance.DataSet.TryGet(Tags.PixelData, out var element) ? element.Value.Span : default).ToArray();
        ((short[])[-1024, -1, 0, 1024, 2048]).CopyTo(pixels, 0);
        instance.DataSet
            .SetUInt16(Tags.PixelRepresentation, 1).SetString(Tags.RescaleIntercept, "-1024").SetString(Tags.RescaleSlope, "1")
            .SetString(Tags.WindowCenter, "40").SetString(Tags.WindowWidth, "350")
            .Set(Tags.PixelData, Vr.OW, MemoryMarshal.AsBytes(pixels.AsSpan()).ToArray());
        return instance;
    }

    /// <summary>By Pixel Representation, Rescale Slope and Rescale Intercept of the data set itself.</summary>
    private static IReadOnlyList<int> Hounsfield(DataSet dataSet)
    {
        Assert.Equal((1, 16), (dataSet.GetInt32(Tags.PixelRepresentation), dataSet.GetInt32(Tags.BitsStored)));
        var slope = int.Parse(dataSet.GetString(Tags.RescaleSlope)!, CultureInfo.InvariantCulture);
        var intercept = int.Parse(dataSet.GetString(Tags.RescaleIntercept)!, CultureInfo.InvariantCulture);
        Assert.True(dataSet.TryGet(Tags.PixelData, out var pixels));
        return [.. MemoryMarshal.Cast<byte, short>(pixels.Value.Span).ToArray().Select(stored => (stored * slope) + intercept)];
    }
}
