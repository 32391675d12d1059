using System.Buffers;
using System.IO.Compression;
using Archive.Protocol.Data;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>The scanner on an image as a CT sends it, in fragments of 64 KiB.</summary>
[MemoryDiagnoser]
public class HeaderScannerBenchmarks
{
    private const int FragmentBytes = 64 * 1024;

    private static readonly Tag[] Wanted =
    [
        Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.StudyDate, Tags.Modality, Tags.ReferencedImageSequence, Tags.PatientName, Tags.PatientID,
        Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.InstanceNumber, Tags.Rows, Tags.Columns,
    ];

    private readonly HeaderScanner _scanner = new(new HeaderScannerOptions { WantedTags = Wanted });
    private readonly HeaderScanner _pixelScanner = new(new HeaderScannerOptions { WantedTags = Wanted });
    private readonly byte[] _fragment = new byte[FragmentBytes];
    private byte[] _explicitObject = [];
    private byte[] _implicitObject = [];
    private byte[] _deflatedObject = [];
    private byte[] _endlessPixels = [];
    private uint _pixelsLeft;

    [GlobalSetup]
    public void SetUp()
    {
        var image = SampleImage.New();
        _explicitObject = DataSetWriter.ToArray(image, TransferSyntax.ExplicitVrLittleEndian);
        _implicitObject = DataSetWriter.ToArray(image, TransferSyntax.ImplicitVrLittleEndian);
        _deflatedObject = Deflate(_explicitObject);
        _endlessPixels = [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0, 0xFE, 0xFF, 0xFF, 0xFF];
    }

    [Benchmark]
    public void FragmentOfPixels()
    {
        if (_pixelsLeft < FragmentBytes)
        {
            _pixelScanner.Reset(TransferSyntax.ExplicitVrLittleEndian);
            _pixelScanner.Scan(_endlessPixels);
            _pixelsLeft = 0xFFFFFFFE;
        }

        _pixelScanner.Scan(_fragment);
        _pixelsLeft -= FragmentBytes;
    }

    [Benchmark]
    public void ExplicitVrObject() => Scan(_explicitObject, TransferSyntax.ExplicitVrLittleEndian);

    [Benchmark]
    public void ImplicitVrObject() => Scan(_implicitObject, TransferSyntax.ImplicitVrLittleEndian);

    [Benchmark]
    public void DeflatedObject() => Scan(_deflatedObject, TransferSyntax.DeflatedExplicitVrLittleEndian);

    private void Scan(ReadOnlySpan<byte> bytes, TransferSyntax syntax)
    {
        _scanner.Reset(syntax);
        for (var rest = bytes; !rest.IsEmpty; rest = rest[Math.Min(FragmentBytes, rest.Length)..])
            _scanner.Scan(rest[..Math.Min(FragmentBytes, rest.Length)]);
        if (_scanner.Complete() != ScanStatus.Complete)
            throw new InvalidOperationException(_scanner.Error?.ToString());
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal))
            deflate.Write(bytes);
        return output.ToArray();
    }
}
