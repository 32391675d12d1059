using Archive.Protocol.Data;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>An image of 512 x 512 pixels of 16 bits on its way to a destination that does not take it as it is stored.</summary>
[MemoryDiagnoser]
public class ReencoderBenchmarks
{
    private readonly byte[] _buffer = new byte[128 * 1024];
    private byte[] _object = [];

    [GlobalSetup]
    public void SetUp()
    {
        var image = new DataSet()
            .SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
            .SetString(Tags.SOPInstanceUID, "2.25.1")
            .SetItems(Tags.ReferencedImageSequence, new DataSet().SetString(Tags.ReferencedSOPInstanceUID, "2.25.2"))
            .SetString(Tags.PatientName, "Doe^Jane")
            .SetUInt16(Tags.BitsAllocated, 16)
            .SetUInt16(Tags.Rows, 512)
            .SetUInt16(Tags.Columns, 512)
            .Set(Tags.PixelData, Vr.OW, new byte[512 * 512 * 2]);
        for (ushort element = 0x1000; element < 0x1069; element++)
            image.Set(new Tag(0x0019, element), Vr.LO, "private "u8.ToArray());
        _object = DataSetWriter.ToArray(image, TransferSyntax.ExplicitVrLittleEndian);
    }

    [Benchmark]
    public void ToImplicitVr() => Reencode(TransferSyntax.ImplicitVrLittleEndian);

    [Benchmark]
    public void ToBigEndian() => Reencode(TransferSyntax.ExplicitVrBigEndian);

    private void Reencode(TransferSyntax to)
    {
        using var stream = DataSetReencoder.Open(new MemoryStream(_object), TransferSyntax.ExplicitVrLittleEndian, to);
        int count;
        do
        {
            var read = stream.ReadAsync(_buffer);
            if (!read.IsCompletedSuccessfully)
                throw new InvalidOperationException("The object is in memory.");
            count = read.Result;
        }
        while (count > 0);
    }
}
