// Written by tools/generate-dictionary.cs from the data dictionary of PS3.6. Not to be edited by hand.
#nullable enable
namespace Archive.Protocol.Data;

public sealed partial class TransferSyntax
{
    public static readonly TransferSyntax ImplicitVrLittleEndian = new("1.2.840.10008.1.2", "Implicit VR Little Endian", Traits.ImplicitVr);
    public static readonly TransferSyntax ExplicitVrLittleEndian = new("1.2.840.10008.1.2.1", "Explicit VR Little Endian", Traits.None);
    public static readonly TransferSyntax EncapsulatedUncompressedExplicitVrLittleEndian = new("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian", Traits.Encapsulated);
    public static readonly TransferSyntax DeflatedExplicitVrLittleEndian = new("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", Traits.Deflated);
    public static readonly TransferSyntax ExplicitVrBigEndian = new("1.2.840.10008.1.2.2", "Explicit VR Big Endian", Traits.BigEndian | Traits.Retired);
    public static readonly TransferSyntax JpegBaseline8Bit = new("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax JpegExtended12Bit = new("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax JpegExtended35 = new("1.2.840.10008.1.2.4.52", "JPEG Extended (Process 3 and 5)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegSpectralSelectionNonHierarchical68 = new("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegSpectralSelectionNonHierarchical79 = new("1.2.840.10008.1.2.4.54", "JPEG Spectral Selection, Non-Hierarchical (Process 7 and 9)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegFullProgressionNonHierarchical1012 = new("1.2.840.10008.1.2.4.55", "JPEG Full Progression, Non-Hierarchical (Process 10 and 12)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegFullProgressionNonHierarchical1113 = new("1.2.840.10008.1.2.4.56", "JPEG Full Progression, Non-Hierarchical (Process 11 and 13)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegLossless = new("1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)", Traits.Encapsulated);
    public static readonly TransferSyntax JpegLosslessNonHierarchical15 = new("1.2.840.10008.1.2.4.58", "JPEG Lossless, Non-Hierarchical (Process 15)", Traits.Encapsulated | Traits.Retired);
    public static readonly TransferSyntax JpegExtendedHierarchical1618 = new("1.2.840.10008.1.2.4.59", "JPEG Extended, Hierarchical (Process 16 and 18)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegExtendedHierarchical1719 = new("1.2.840.10008.1.2.4.60", "JPEG Extended, Hierarchical (Process 17 and 19)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegSpectralSelectionHierarchical2022 = new("1.2.840.10008.1.2.4.61", "JPEG Spectral Selection, Hierarchical (Process 20 and 22)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegSpectralSelectionHierarchical2123 = new("1.2.840.10008.1.2.4.62", "JPEG Spectral Selection, Hierarchical (Process 21 and 23)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegFullProgressionHierarchical2426 = new("1.2.840.10008.1.2.4.63", "JPEG Full Progression, Hierarchical (Process 24 and 26)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegFullProgressionHierarchical2527 = new("1.2.840.10008.1.2.4.64", "JPEG Full Progression, Hierarchical (Process 25 and 27)", Traits.Encapsulated | Traits.Lossy | Traits.Retired);
    public static readonly TransferSyntax JpegLosslessHierarchical28 = new("1.2.840.10008.1.2.4.65", "JPEG Lossless, Hierarchical (Process 28)", Traits.Encapsulated | Traits.Retired);
    public static readonly TransferSyntax JpegLosslessHierarchical29 = new("1.2.840.10008.1.2.4.66", "JPEG Lossless, Hierarchical (Process 29)", Traits.Encapsulated | Traits.Retired);
    public static readonly TransferSyntax JpegLosslessSV1 = new("1.2.840.10008.1.2.4.70", "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])", Traits.Encapsulated);
    public static readonly TransferSyntax JpegLsLossless = new("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless Image Compression", Traits.Encapsulated);
    public static readonly TransferSyntax JpegLsNearLossless = new("1.2.840.10008.1.2.4.81", "JPEG-LS Lossy (Near-Lossless) Image Compression", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Jpeg2000Lossless = new("1.2.840.10008.1.2.4.90", "JPEG 2000 Image Compression (Lossless Only)", Traits.Encapsulated);
    public static readonly TransferSyntax Jpeg2000 = new("1.2.840.10008.1.2.4.91", "JPEG 2000 Image Compression", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Jpeg2000MCLossless = new("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)", Traits.Encapsulated);
    public static readonly TransferSyntax Jpeg2000MC = new("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component Image Compression", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax JpipReferenced = new("1.2.840.10008.1.2.4.94", "JPIP Referenced", Traits.Lossy);
    public static readonly TransferSyntax JpipReferencedDeflate = new("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", Traits.Deflated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg2MPML = new("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg2MPMLF = new("1.2.840.10008.1.2.4.100.1", "Fragmentable MPEG2 Main Profile / Main Level", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg2MPHL = new("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg2MPHLF = new("1.2.840.10008.1.2.4.101.1", "Fragmentable MPEG2 Main Profile / High Level", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg4HP41 = new("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg4HP41F = new("1.2.840.10008.1.2.4.102.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg4HP41BD = new("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg4HP41BDF = new("1.2.840.10008.1.2.4.103.1", "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg4HP422D = new("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg4HP422DF = new("1.2.840.10008.1.2.4.104.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg4HP423D = new("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg4HP423DF = new("1.2.840.10008.1.2.4.105.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg4HP42Stereo = new("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Mpeg4HP42StereoF = new("1.2.840.10008.1.2.4.106.1", "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax HevcMP51 = new("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax HevcM10P51 = new("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax JpegXlLossless = new("1.2.840.10008.1.2.4.110", "JPEG XL Lossless", Traits.Encapsulated);
    public static readonly TransferSyntax JpegXlJpegRecompression = new("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax JpegXl = new("1.2.840.10008.1.2.4.112", "JPEG XL", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax Htj2kLossless = new("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Image Compression (Lossless Only)", Traits.Encapsulated);
    public static readonly TransferSyntax Htj2kLosslessRPCL = new("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)", Traits.Encapsulated);
    public static readonly TransferSyntax Htj2k = new("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000 Image Compression", Traits.Encapsulated | Traits.Lossy);
    public static readonly TransferSyntax JpipHtj2kReferenced = new("1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced", Traits.Lossy);
    public static readonly TransferSyntax JpipHtj2kReferencedDeflate = new("1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate", Traits.Deflated | Traits.Lossy);
    public static readonly TransferSyntax RleLossless = new("1.2.840.10008.1.2.5", "RLE Lossless", Traits.Encapsulated);
    public static readonly TransferSyntax Rfc2557MimeEncapsulation = new("1.2.840.10008.1.2.6.1", "RFC 2557 MIME encapsulation", Traits.NoDataSet | Traits.Retired);
    public static readonly TransferSyntax XmlEncoding = new("1.2.840.10008.1.2.6.2", "XML Encoding", Traits.NoDataSet | Traits.Retired);
    public static readonly TransferSyntax SmpteSt211020UncompressedProgressiveActiveVideo = new("1.2.840.10008.1.2.7.1", "SMPTE ST 2110-20 Uncompressed Progressive Active Video", Traits.NoDataSet);
    public static readonly TransferSyntax SmpteSt211020UncompressedInterlacedActiveVideo = new("1.2.840.10008.1.2.7.2", "SMPTE ST 2110-20 Uncompressed Interlaced Active Video", Traits.NoDataSet);
    public static readonly TransferSyntax SmpteSt211030PcmDigitalAudio = new("1.2.840.10008.1.2.7.3", "SMPTE ST 2110-30 PCM Digital Audio", Traits.NoDataSet);
    public static readonly TransferSyntax DeflatedImageFrameCompression = new("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression", Traits.Encapsulated);
    public static readonly TransferSyntax Papyrus3ImplicitVrLittleEndian = new("1.2.840.10008.1.20", "Papyrus 3 Implicit VR Little Endian", Traits.ImplicitVr | Traits.Retired);

    /// <summary>Every transfer syntax of the registry, retired ones and those that are no data set encodings included.</summary>
    public static IReadOnlyList<TransferSyntax> All { get; } =
    [
        ImplicitVrLittleEndian,
        ExplicitVrLittleEndian,
        EncapsulatedUncompressedExplicitVrLittleEndian,
        DeflatedExplicitVrLittleEndian,
        ExplicitVrBigEndian,
        JpegBaseline8Bit,
        JpegExtended12Bit,
        JpegExtended35,
        JpegSpectralSelectionNonHierarchical68,
        JpegSpectralSelectionNonHierarchical79,
        JpegFullProgressionNonHierarchical1012,
        JpegFullProgressionNonHierarchical1113,
        JpegLossless,
        JpegLosslessNonHierarchical15,
        JpegExtendedHierarchical1618,
        JpegExtendedHierarchical1719,
        JpegSpectralSelectionHierarchical2022,
        JpegSpectralSelectionHierarchical2123,
        JpegFullProgressionHierarchical2426,
        JpegFullProgressionHierarchical2527,
        JpegLosslessHierarchical28,
        JpegLosslessHierarchical29,
        JpegLosslessSV1,
        JpegLsLossless,
        JpegLsNearLossless,
        Jpeg2000Lossless,
        Jpeg2000,
        Jpeg2000MCLossless,
        Jpeg2000MC,
        JpipReferenced,
        JpipReferencedDeflate,
        Mpeg2MPML,
        Mpeg2MPMLF,
        Mpeg2MPHL,
        Mpeg2MPHLF,
        Mpeg4HP41,
        Mpeg4HP41F,
        Mpeg4HP41BD,
        Mpeg4HP41BDF,
        Mpeg4HP422D,
        Mpeg4HP422DF,
        Mpeg4HP423D,
        Mpeg4HP423DF,
        Mpeg4HP42Stereo,
        Mpeg4HP42StereoF,
        HevcMP51,
        HevcM10P51,
        JpegXlLossless,
        JpegXlJpegRecompression,
        JpegXl,
        Htj2kLossless,
        Htj2kLosslessRPCL,
        Htj2k,
        JpipHtj2kReferenced,
        JpipHtj2kReferencedDeflate,
        RleLossless,
        Rfc2557MimeEncapsulation,
        XmlEncoding,
        SmpteSt211020UncompressedProgressiveActiveVideo,
        SmpteSt211020UncompressedInterlacedActiveVideo,
        SmpteSt211030PcmDigitalAudio,
        DeflatedImageFrameCompression,
        Papyrus3ImplicitVrLittleEndian,
    ];
}
