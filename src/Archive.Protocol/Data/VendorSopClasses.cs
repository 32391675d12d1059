using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Archive.Protocol.Data;

/// <summary>
/// Private SOP classes whose objects scanners and their workstations send with studies. No registry has them. Each stands in several lists
/// that others keep of what they met (PixelMed, dcm4che, fo-dicom, GDCM, XNAT) or in the vendor's conformance statement, with the same UID.
/// </summary>
public static class VendorSopClasses
{
    /// <summary>Grouped by vendor.</summary>
    public static IReadOnlyList<VendorSopClass> All { get; } =
    [
        new("Siemens", new Uid("1.3.12.2.1107.5.9.1"), "Siemens CSA Non-Image Storage"),
        new("Siemens", new Uid("1.3.12.2.1107.5.99.3.10"), "Siemens CT MR Volume Storage"),
        new("Siemens", new Uid("1.3.12.2.1107.5.99.3.11"), "Siemens AX Frame Sets Storage"),
        new("Philips", new Uid("1.3.46.670589.11.0.0.12.1"), "Philips MR Spectrum Storage"),
        new("Philips", new Uid("1.3.46.670589.11.0.0.12.2"), "Philips MR Series Data Storage"),
        new("Philips", new Uid("1.3.46.670589.11.0.0.12.3"), "Philips MR Color Image Storage"),
        new("Philips", new Uid("1.3.46.670589.11.0.0.12.4"), "Philips MR Examcard Storage"),
        new("Philips", new Uid("1.3.46.670589.2.3.1.1"), "Philips Specialised XA Storage"),
        new("Philips", new Uid("1.3.46.670589.2.4.1.1"), "Philips CX Image Storage"),
        new("Philips", new Uid("1.3.46.670589.2.5.1.1"), "Philips 3D Presentation State Storage"),
        new("Philips", new Uid("1.3.46.670589.2.8.1.1"), "Philips VRML Storage"),
        new("Philips", new Uid("1.3.46.670589.2.11.1.1"), "Philips Volume Set Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.1"), "Philips Volume Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.1.1"), "Philips Volume 2 Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.2"), "Philips 3D Object Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.2.1"), "Philips 3D Object 2 Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.3"), "Philips Surface Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.3.1"), "Philips Surface 2 Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.4"), "Philips Composite Object Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.7"), "Philips MR Cardio Profile Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.8"), "Philips MR Cardio Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.8.1"), "Philips MR Cardio 2 Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.9"), "Philips CT Synthetic Image Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.10"), "Philips MR Synthetic Image Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.11"), "Philips MR Cardio Analysis Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.11.1"), "Philips MR Cardio Analysis 2 Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.12"), "Philips CX Synthetic Image Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.13"), "Philips Perfusion Storage"),
        new("Philips", new Uid("1.3.46.670589.5.0.14"), "Philips Perfusion Image Storage"),
        new("Philips", new Uid("1.3.46.670589.7.8.1618510091"), "Philips X-Ray MF Storage"),
        new("Philips", new Uid("1.3.46.670589.7.8.1618510092"), "Philips Live Run Storage"),
        new("Philips", new Uid("1.3.46.670589.7.8.16185100129"), "Philips Run Storage"),
        new("Philips", new Uid("1.3.46.670589.7.8.16185100130"), "Philips Reconstruction Storage"),
        new("Philips", new Uid("1.2.840.113543.6.6.1.3.10001"), "Philips HP Live 3D 01 Storage"),
        new("Philips", new Uid("1.2.840.113543.6.6.1.3.10002"), "Philips HP Live 3D 02 Storage"),
        new("GE", new Uid("1.2.840.113619.4.2"), "GE MR Image Storage"),
        new("GE", new Uid("1.2.840.113619.4.3"), "GE CT Image Storage"),
        new("GE", new Uid("1.2.840.113619.4.4"), "GE Display Image Storage"),
        new("GE", new Uid("1.2.840.113619.4.26"), "GE 3D Model Storage"),
        new("GE", new Uid("1.2.840.113619.4.27"), "GE Nuclear Medicine Protocol Storage"),
        new("GE", new Uid("1.2.840.113619.4.30"), "GE PET Raw Data Storage"),
        new("GE", new Uid("1.2.840.113619.4.5.249"), "GE RT Plan Storage"),
        new("GE", new Uid("1.2.528.1.1001.5.1.1.1"), "GE Collage Storage"),
        new("Toshiba, Canon", new Uid("1.2.392.200036.9116.7.8.1.1.1"), "Toshiba Private Data Storage"),
        new("Fujifilm", new Uid("1.2.392.200036.9125.1.1.2"), "Fuji CR Image Storage"),
    ];

    private static FrozenDictionary<Uid, VendorSopClass> ByUid { get; } = All.ToFrozenDictionary(sopClass => sopClass.Uid);

    public static bool TryGet(Uid uid, [NotNullWhen(true)] out VendorSopClass? sopClass) => ByUid.TryGetValue(uid, out sopClass);
}
