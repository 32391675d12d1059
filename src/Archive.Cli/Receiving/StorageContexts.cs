using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Cli.Receiving;

/// <summary>
/// What is proposed for the objects of a C-GET. The peer chooses one transfer syntax of a context and can send an object only
/// in that, so each compressed one has a context of its own, as far as 128 contexts go.
/// </summary>
internal static class StorageContexts
{
    private static readonly TransferSyntax[] Native = [TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian];

    private static readonly TransferSyntax[] UsualOthers =
    [
        TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.JpegLosslessSV1, TransferSyntax.Jpeg2000Lossless, TransferSyntax.JpegBaseline8Bit,
        TransferSyntax.JpegLsLossless, TransferSyntax.RleLossless, TransferSyntax.Jpeg2000, TransferSyntax.JpegExtended12Bit,
        TransferSyntax.DeflatedExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian,
    ];

    /// <summary>In the order in which they are proposed, each for every class: the usual ones first.</summary>
    private static readonly TransferSyntax[] Others =
        [.. UsualOthers.Union(TransferSyntax.All.Where(syntax => syntax is { IsStorable: true, IsRetired: false } && syntax != TransferSyntax.ExplicitVrLittleEndian))];

    /// <summary>What is proposed when it is not known which objects there are.</summary>
    private static readonly Uid[] UsualClasses =
    [
        SopClasses.CTImageStorage, SopClasses.MRImageStorage, SopClasses.ComputedRadiographyImageStorage, SopClasses.DigitalXRayImageStorageForPresentation,
        SopClasses.UltrasoundImageStorage, SopClasses.UltrasoundMultiFrameImageStorage, SopClasses.SecondaryCaptureImageStorage, SopClasses.PositronEmissionTomographyImageStorage,
        SopClasses.NuclearMedicineImageStorage, SopClasses.XRayAngiographicImageStorage, SopClasses.XRayRadiofluoroscopicImageStorage,
        SopClasses.DigitalMammographyXRayImageStorageForPresentation, SopClasses.BreastTomosynthesisImageStorage, SopClasses.EnhancedCTImageStorage, SopClasses.EnhancedMRImageStorage,
        SopClasses.EnhancedXAImageStorage, SopClasses.EnhancedPETImageStorage, SopClasses.MultiFrameTrueColorSecondaryCaptureImageStorage,
        SopClasses.MultiFrameGrayscaleByteSecondaryCaptureImageStorage, SopClasses.VLPhotographicImageStorage, SopClasses.VLEndoscopicImageStorage,
        SopClasses.VideoEndoscopicImageStorage, SopClasses.VLWholeSlideMicroscopyImageStorage, SopClasses.OphthalmicPhotography8BitImageStorage, SopClasses.OphthalmicTomographyImageStorage,
        SopClasses.RTImageStorage, SopClasses.RTDoseStorage, SopClasses.RTStructureSetStorage, SopClasses.RTPlanStorage, SopClasses.SegmentationStorage,
        SopClasses.BasicTextSRStorage, SopClasses.EnhancedSRStorage, SopClasses.ComprehensiveSRStorage, SopClasses.XRayRadiationDoseSRStorage, SopClasses.MammographyCADSRStorage,
        SopClasses.KeyObjectSelectionDocumentStorage, SopClasses.GrayscaleSoftcopyPresentationStateStorage, SopClasses.EncapsulatedPDFStorage, SopClasses.RawDataStorage,
        SopClasses.TwelveLeadECGWaveformStorage, SopClasses.GeneralECGWaveformStorage, SopClasses.SpatialRegistrationStorage,
    ];

    /// <param name="classes">Of the objects that there are; empty when that is not known.</param>
    public static void Propose(ScuAssociationOptions options, IReadOnlyCollection<Uid> classes)
    {
        var left = AAssociateRq.MaxPresentationContexts - options.PresentationContexts.Count;
        Uid[] proposed = [.. (classes.Count > 0 ? classes : UsualClasses).Take(left)];
        foreach (var sopClass in proposed)
            options.Propose(sopClass, Native).ProposeScpRole(sopClass);
        foreach (var (sopClass, syntax) in Others.SelectMany(syntax => proposed.Select(sopClass => (sopClass, syntax))).Take(left - proposed.Length))
            options.Propose(sopClass, syntax);
    }
}
