using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.Actors.Tests.Associations;

/// <summary>An invented object and its data set, Explicit VR Little Endian.</summary>
internal sealed record TestObject(Uid SopClass, Uid Instance, Uid Series, Uid Study, byte[] Bytes)
{
    private static int _lastNumber;

    /// <param name="of">An object of the series that this one is to belong to; null for a study of its own.</param>
    /// <param name="again">An object whose UIDs this one is to have.</param>
    public static TestObject Ct(int pixelBytes = 2048, TestObject? of = null, TestObject? again = null, byte fill = 1) =>
        Make(SopClasses.CTImageStorage, "CT", pixelBytes, of, again, fill);

    public static TestObject Make(Uid sopClass, string modality, int pixelBytes, TestObject? of = null, TestObject? again = null, byte fill = 1)
    {
        var instance = again?.Instance ?? NextUid();
        var series = again?.Series ?? of?.Series ?? NextUid();
        var study = again?.Study ?? of?.Study ?? NextUid();
        var pixels = new byte[pixelBytes];
        pixels.AsSpan().Fill(fill);
        var dataSet = new DataSet()
            .SetString(Tags.SOPClassUID, sopClass.Value)
            .SetString(Tags.SOPInstanceUID, instance.Value)
            .SetString(Tags.StudyDate, "20260102")
            .SetString(Tags.Modality, modality)
            .SetString(Tags.PatientName, "Invented^Person")
            .SetString(Tags.PatientID, "P1")
            .SetString(Tags.StudyInstanceUID, study.Value)
            .SetString(Tags.SeriesInstanceUID, series.Value)
            .Set(Tags.PixelData, Vr.OW, pixels);
        return new TestObject(sopClass, instance, series, study, DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian));
    }

    /// <summary>The objects of one series.</summary>
    public static TestObject[] CtSeries(int count, int pixelBytes = 2048)
    {
        var objects = new TestObject[count];
        for (var i = 0; i < count; i++)
            objects[i] = Ct(pixelBytes, i == 0 ? null : objects[0]);
        return objects;
    }

    public static Uid NextUid() =>
        new("1.2.826.0.1.3680043.10.1489." + Interlocked.Increment(ref _lastNumber).ToString(CultureInfo.InvariantCulture));
}
