// Written by tools/generate-dictionary.cs from the data dictionary of PS3.6. Not to be edited by hand.
#nullable enable
namespace Archive.Protocol.Data;

public static partial class UidRegistry
{
    // UID|name|keyword|kind|R when retired|S when a storage SOP class
    private const string Text = """
        1.2.840.10008.1.1|Verification SOP Class|Verification|SopClass||
        1.2.840.10008.1.2|Implicit VR Little Endian|ImplicitVRLittleEndian|TransferSyntax||
        1.2.840.10008.1.2.1|Explicit VR Little Endian|ExplicitVRLittleEndian|TransferSyntax||
        1.2.840.10008.1.2.1.98|Encapsulated Uncompressed Explicit VR Little Endian|EncapsulatedUncompressedExplicitVRLittleEndian|TransferSyntax||
        1.2.840.10008.1.2.1.99|Deflated Explicit VR Little Endian|DeflatedExplicitVRLittleEndian|TransferSyntax||
        1.2.840.10008.1.2.2|Explicit VR Big Endian|ExplicitVRBigEndian|TransferSyntax|R|
        1.2.840.10008.1.2.4.50|JPEG Baseline (Process 1)|JPEGBaseline8Bit|TransferSyntax||
        1.2.840.10008.1.2.4.51|JPEG Extended (Process 2 and 4)|JPEGExtended12Bit|TransferSyntax||
        1.2.840.10008.1.2.4.52|JPEG Extended (Process 3 and 5)|JPEGExtended35|TransferSyntax|R|
        1.2.840.10008.1.2.4.53|JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)|JPEGSpectralSelectionNonHierarchical68|TransferSyntax|R|
        1.2.840.10008.1.2.4.54|JPEG Spectral Selection, Non-Hierarchical (Process 7 and 9)|JPEGSpectralSelectionNonHierarchical79|TransferSyntax|R|
        1.2.840.10008.1.2.4.55|JPEG Full Progression, Non-Hierarchical (Process 10 and 12)|JPEGFullProgressionNonHierarchical1012|TransferSyntax|R|
        1.2.840.10008.1.2.4.56|JPEG Full Progression, Non-Hierarchical (Process 11 and 13)|JPEGFullProgressionNonHierarchical1113|TransferSyntax|R|
        1.2.840.10008.1.2.4.57|JPEG Lossless, Non-Hierarchical (Process 14)|JPEGLossless|TransferSyntax||
        1.2.840.10008.1.2.4.58|JPEG Lossless, Non-Hierarchical (Process 15)|JPEGLosslessNonHierarchical15|TransferSyntax|R|
        1.2.840.10008.1.2.4.59|JPEG Extended, Hierarchical (Process 16 and 18)|JPEGExtendedHierarchical1618|TransferSyntax|R|
        1.2.840.10008.1.2.4.60|JPEG Extended, Hierarchical (Process 17 and 19)|JPEGExtendedHierarchical1719|TransferSyntax|R|
        1.2.840.10008.1.2.4.61|JPEG Spectral Selection, Hierarchical (Process 20 and 22)|JPEGSpectralSelectionHierarchical2022|TransferSyntax|R|
        1.2.840.10008.1.2.4.62|JPEG Spectral Selection, Hierarchical (Process 21 and 23)|JPEGSpectralSelectionHierarchical2123|TransferSyntax|R|
        1.2.840.10008.1.2.4.63|JPEG Full Progression, Hierarchical (Process 24 and 26)|JPEGFullProgressionHierarchical2426|TransferSyntax|R|
        1.2.840.10008.1.2.4.64|JPEG Full Progression, Hierarchical (Process 25 and 27)|JPEGFullProgressionHierarchical2527|TransferSyntax|R|
        1.2.840.10008.1.2.4.65|JPEG Lossless, Hierarchical (Process 28)|JPEGLosslessHierarchical28|TransferSyntax|R|
        1.2.840.10008.1.2.4.66|JPEG Lossless, Hierarchical (Process 29)|JPEGLosslessHierarchical29|TransferSyntax|R|
        1.2.840.10008.1.2.4.70|JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])|JPEGLosslessSV1|TransferSyntax||
        1.2.840.10008.1.2.4.80|JPEG-LS Lossless Image Compression|JPEGLSLossless|TransferSyntax||
        1.2.840.10008.1.2.4.81|JPEG-LS Lossy (Near-Lossless) Image Compression|JPEGLSNearLossless|TransferSyntax||
        1.2.840.10008.1.2.4.90|JPEG 2000 Image Compression (Lossless Only)|JPEG2000Lossless|TransferSyntax||
        1.2.840.10008.1.2.4.91|JPEG 2000 Image Compression|JPEG2000|TransferSyntax||
        1.2.840.10008.1.2.4.92|JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)|JPEG2000MCLossless|TransferSyntax||
        1.2.840.10008.1.2.4.93|JPEG 2000 Part 2 Multi-component Image Compression|JPEG2000MC|TransferSyntax||
        1.2.840.10008.1.2.4.94|JPIP Referenced|JPIPReferenced|TransferSyntax||
        1.2.840.10008.1.2.4.95|JPIP Referenced Deflate|JPIPReferencedDeflate|TransferSyntax||
        1.2.840.10008.1.2.4.100|MPEG2 Main Profile / Main Level|MPEG2MPML|TransferSyntax||
        1.2.840.10008.1.2.4.100.1|Fragmentable MPEG2 Main Profile / Main Level|MPEG2MPMLF|TransferSyntax||
        1.2.840.10008.1.2.4.101|MPEG2 Main Profile / High Level|MPEG2MPHL|TransferSyntax||
        1.2.840.10008.1.2.4.101.1|Fragmentable MPEG2 Main Profile / High Level|MPEG2MPHLF|TransferSyntax||
        1.2.840.10008.1.2.4.102|MPEG-4 AVC/H.264 High Profile / Level 4.1|MPEG4HP41|TransferSyntax||
        1.2.840.10008.1.2.4.102.1|Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1|MPEG4HP41F|TransferSyntax||
        1.2.840.10008.1.2.4.103|MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1|MPEG4HP41BD|TransferSyntax||
        1.2.840.10008.1.2.4.103.1|Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1|MPEG4HP41BDF|TransferSyntax||
        1.2.840.10008.1.2.4.104|MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video|MPEG4HP422D|TransferSyntax||
        1.2.840.10008.1.2.4.104.1|Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video|MPEG4HP422DF|TransferSyntax||
        1.2.840.10008.1.2.4.105|MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video|MPEG4HP423D|TransferSyntax||
        1.2.840.10008.1.2.4.105.1|Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video|MPEG4HP423DF|TransferSyntax||
        1.2.840.10008.1.2.4.106|MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2|MPEG4HP42STEREO|TransferSyntax||
        1.2.840.10008.1.2.4.106.1|Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2|MPEG4HP42STEREOF|TransferSyntax||
        1.2.840.10008.1.2.4.107|HEVC/H.265 Main Profile / Level 5.1|HEVCMP51|TransferSyntax||
        1.2.840.10008.1.2.4.108|HEVC/H.265 Main 10 Profile / Level 5.1|HEVCM10P51|TransferSyntax||
        1.2.840.10008.1.2.4.110|JPEG XL Lossless|JPEGXLLossless|TransferSyntax||
        1.2.840.10008.1.2.4.111|JPEG XL JPEG Recompression|JPEGXLJPEGRecompression|TransferSyntax||
        1.2.840.10008.1.2.4.112|JPEG XL|JPEGXL|TransferSyntax||
        1.2.840.10008.1.2.4.201|High-Throughput JPEG 2000 Image Compression (Lossless Only)|HTJ2KLossless|TransferSyntax||
        1.2.840.10008.1.2.4.202|High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)|HTJ2KLosslessRPCL|TransferSyntax||
        1.2.840.10008.1.2.4.203|High-Throughput JPEG 2000 Image Compression|HTJ2K|TransferSyntax||
        1.2.840.10008.1.2.4.204|JPIP HTJ2K Referenced|JPIPHTJ2KReferenced|TransferSyntax||
        1.2.840.10008.1.2.4.205|JPIP HTJ2K Referenced Deflate|JPIPHTJ2KReferencedDeflate|TransferSyntax||
        1.2.840.10008.1.2.5|RLE Lossless|RLELossless|TransferSyntax||
        1.2.840.10008.1.2.6.1|RFC 2557 MIME encapsulation|RFC2557MIMEEncapsulation|TransferSyntax|R|
        1.2.840.10008.1.2.6.2|XML Encoding|XMLEncoding|TransferSyntax|R|
        1.2.840.10008.1.2.7.1|SMPTE ST 2110-20 Uncompressed Progressive Active Video|SMPTEST211020UncompressedProgressiveActiveVideo|TransferSyntax||
        1.2.840.10008.1.2.7.2|SMPTE ST 2110-20 Uncompressed Interlaced Active Video|SMPTEST211020UncompressedInterlacedActiveVideo|TransferSyntax||
        1.2.840.10008.1.2.7.3|SMPTE ST 2110-30 PCM Digital Audio|SMPTEST211030PCMDigitalAudio|TransferSyntax||
        1.2.840.10008.1.2.8.1|Deflated Image Frame Compression|DeflatedImageFrameCompression|TransferSyntax||
        1.2.840.10008.1.3.10|Media Storage Directory Storage|MediaStorageDirectoryStorage|SopClass||
        1.2.840.10008.1.5.1|Hot Iron Color Palette SOP Instance|HotIronPalette|WellKnownInstance||
        1.2.840.10008.1.5.2|PET Color Palette SOP Instance|PETPalette|WellKnownInstance||
        1.2.840.10008.1.5.3|Hot Metal Blue Color Palette SOP Instance|HotMetalBluePalette|WellKnownInstance||
        1.2.840.10008.1.5.4|PET 20 Step Color Palette SOP Instance|PET20StepPalette|WellKnownInstance||
        1.2.840.10008.1.5.5|Spring Color Palette SOP Instance|SpringPalette|WellKnownInstance||
        1.2.840.10008.1.5.6|Summer Color Palette SOP Instance|SummerPalette|WellKnownInstance||
        1.2.840.10008.1.5.7|Fall Color Palette SOP Instance|FallPalette|WellKnownInstance||
        1.2.840.10008.1.5.8|Winter Color Palette SOP Instance|WinterPalette|WellKnownInstance||
        1.2.840.10008.1.9|Basic Study Content Notification SOP Class|BasicStudyContentNotification|SopClass|R|
        1.2.840.10008.1.20|Papyrus 3 Implicit VR Little Endian|Papyrus3ImplicitVRLittleEndian|TransferSyntax|R|
        1.2.840.10008.1.20.1|Storage Commitment Push Model SOP Class|StorageCommitmentPushModel|SopClass||
        1.2.840.10008.1.20.1.1|Storage Commitment Push Model SOP Instance|StorageCommitmentPushModelInstance|WellKnownInstance||
        1.2.840.10008.1.20.2|Storage Commitment Pull Model SOP Class|StorageCommitmentPullModel|SopClass|R|
        1.2.840.10008.1.20.2.1|Storage Commitment Pull Model SOP Instance|StorageCommitmentPullModelInstance|WellKnownInstance|R|
        1.2.840.10008.1.40|Procedural Event Logging SOP Class|ProceduralEventLogging|SopClass||
        1.2.840.10008.1.40.1|Procedural Event Logging SOP Instance|ProceduralEventLoggingInstance|WellKnownInstance||
        1.2.840.10008.1.42|Substance Administration Logging SOP Class|SubstanceAdministrationLogging|SopClass||
        1.2.840.10008.1.42.1|Substance Administration Logging SOP Instance|SubstanceAdministrationLoggingInstance|WellKnownInstance||
        1.2.840.10008.2.6.1|DICOM UID Registry|DCMUID|CodingScheme||
        1.2.840.10008.2.16.4|DICOM Controlled Terminology|DCM|CodingScheme||
        1.2.840.10008.2.16.5|Adult Mouse Anatomy Ontology|MA|CodingScheme||
        1.2.840.10008.2.16.6|Uberon Ontology|UBERON|CodingScheme||
        1.2.840.10008.2.16.7|Integrated Taxonomic Information System (ITIS) Taxonomic Serial Number (TSN)|ITIS_TSN|CodingScheme||
        1.2.840.10008.2.16.8|Mouse Genome Initiative (MGI)|MGI|CodingScheme||
        1.2.840.10008.2.16.9|PubChem Compound CID|PUBCHEM_CID|CodingScheme||
        1.2.840.10008.2.16.10|Dublin Core|DC|CodingScheme||
        1.2.840.10008.2.16.11|New York University Melanoma Clinical Cooperative Group|NYUMCCG|CodingScheme||
        1.2.840.10008.2.16.12|Mayo Clinic Non-radiological Images Specific Body Structure Anatomical Surface Region Guide|MAYONRISBSASRG|CodingScheme||
        1.2.840.10008.2.16.13|Image Biomarker Standardisation Initiative|IBSI|CodingScheme||
        1.2.840.10008.2.16.14|Radiomics Ontology|RO|CodingScheme||
        1.2.840.10008.2.16.15|RadElement|RADELEMENT|CodingScheme||
        1.2.840.10008.2.16.16|ICD-11|I11|CodingScheme||
        1.2.840.10008.2.16.17|Unified numbering system (UNS) for metals and alloys|UNS|CodingScheme||
        1.2.840.10008.2.16.18|Research Resource Identification|RRID|CodingScheme||
        1.2.840.10008.3.1.1.1|DICOM Application Context Name|DICOMApplicationContext|ApplicationContext||
        1.2.840.10008.3.1.2.1.1|Detached Patient Management SOP Class|DetachedPatientManagement|SopClass|R|
        1.2.840.10008.3.1.2.1.4|Detached Patient Management Meta SOP Class|DetachedPatientManagementMeta|MetaSopClass|R|
        1.2.840.10008.3.1.2.2.1|Detached Visit Management SOP Class|DetachedVisitManagement|SopClass|R|
        1.2.840.10008.3.1.2.3.1|Detached Study Management SOP Class|DetachedStudyManagement|SopClass|R|
        1.2.840.10008.3.1.2.3.2|Study Component Management SOP Class|StudyComponentManagement|SopClass|R|
        1.2.840.10008.3.1.2.3.3|Modality Performed Procedure Step SOP Class|ModalityPerformedProcedureStep|SopClass||
        1.2.840.10008.3.1.2.3.4|Modality Performed Procedure Step Retrieve SOP Class|ModalityPerformedProcedureStepRetrieve|SopClass||
        1.2.840.10008.3.1.2.3.5|Modality Performed Procedure Step Notification SOP Class|ModalityPerformedProcedureStepNotification|SopClass||
        1.2.840.10008.3.1.2.5.1|Detached Results Management SOP Class|DetachedResultsManagement|SopClass|R|
        1.2.840.10008.3.1.2.5.4|Detached Results Management Meta SOP Class|DetachedResultsManagementMeta|MetaSopClass|R|
        1.2.840.10008.3.1.2.5.5|Detached Study Management Meta SOP Class|DetachedStudyManagementMeta|MetaSopClass|R|
        1.2.840.10008.3.1.2.6.1|Detached Interpretation Management SOP Class|DetachedInterpretationManagement|SopClass|R|
        1.2.840.10008.4.2|Storage Service Class|Storage|ServiceClass||
        1.2.840.10008.5.1.1.1|Basic Film Session SOP Class|BasicFilmSession|SopClass||
        1.2.840.10008.5.1.1.2|Basic Film Box SOP Class|BasicFilmBox|SopClass||
        1.2.840.10008.5.1.1.4|Basic Grayscale Image Box SOP Class|BasicGrayscaleImageBox|SopClass||
        1.2.840.10008.5.1.1.4.1|Basic Color Image Box SOP Class|BasicColorImageBox|SopClass||
        1.2.840.10008.5.1.1.4.2|Referenced Image Box SOP Class|ReferencedImageBox|SopClass|R|
        1.2.840.10008.5.1.1.9|Basic Grayscale Print Management Meta SOP Class|BasicGrayscalePrintManagementMeta|MetaSopClass||
        1.2.840.10008.5.1.1.9.1|Referenced Grayscale Print Management Meta SOP Class|ReferencedGrayscalePrintManagementMeta|MetaSopClass|R|
        1.2.840.10008.5.1.1.14|Print Job SOP Class|PrintJob|SopClass||
        1.2.840.10008.5.1.1.15|Basic Annotation Box SOP Class|BasicAnnotationBox|SopClass||
        1.2.840.10008.5.1.1.16|Printer SOP Class|Printer|SopClass||
        1.2.840.10008.5.1.1.16.376|Printer Configuration Retrieval SOP Class|PrinterConfigurationRetrieval|SopClass||
        1.2.840.10008.5.1.1.17|Printer SOP Instance|PrinterInstance|WellKnownInstance||
        1.2.840.10008.5.1.1.17.376|Printer Configuration Retrieval SOP Instance|PrinterConfigurationRetrievalInstance|WellKnownInstance||
        1.2.840.10008.5.1.1.18|Basic Color Print Management Meta SOP Class|BasicColorPrintManagementMeta|MetaSopClass||
        1.2.840.10008.5.1.1.18.1|Referenced Color Print Management Meta SOP Class|ReferencedColorPrintManagementMeta|MetaSopClass|R|
        1.2.840.10008.5.1.1.22|VOI LUT Box SOP Class|VOILUTBox|SopClass||
        1.2.840.10008.5.1.1.23|Presentation LUT SOP Class|PresentationLUT|SopClass||
        1.2.840.10008.5.1.1.24|Image Overlay Box SOP Class|ImageOverlayBox|SopClass|R|
        1.2.840.10008.5.1.1.24.1|Basic Print Image Overlay Box SOP Class|BasicPrintImageOverlayBox|SopClass|R|
        1.2.840.10008.5.1.1.25|Print Queue SOP Instance|PrintQueueInstance|WellKnownInstance|R|
        1.2.840.10008.5.1.1.26|Print Queue Management SOP Class|PrintQueueManagement|SopClass|R|
        1.2.840.10008.5.1.1.27|Stored Print Storage SOP Class|StoredPrintStorage|SopClass|R|
        1.2.840.10008.5.1.1.29|Hardcopy Grayscale Image Storage SOP Class|HardcopyGrayscaleImageStorage|SopClass|R|S
        1.2.840.10008.5.1.1.30|Hardcopy Color Image Storage SOP Class|HardcopyColorImageStorage|SopClass|R|S
        1.2.840.10008.5.1.1.31|Pull Print Request SOP Class|PullPrintRequest|SopClass|R|
        1.2.840.10008.5.1.1.32|Pull Stored Print Management Meta SOP Class|PullStoredPrintManagementMeta|MetaSopClass|R|
        1.2.840.10008.5.1.1.33|Media Creation Management SOP Class UID|MediaCreationManagement|SopClass||
        1.2.840.10008.5.1.1.40|Display System SOP Class|DisplaySystem|SopClass||
        1.2.840.10008.5.1.1.40.1|Display System SOP Instance|DisplaySystemInstance|WellKnownInstance||
        1.2.840.10008.5.1.4.1.1.1|Computed Radiography Image Storage|ComputedRadiographyImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.1.1|Digital X-Ray Image Storage - For Presentation|DigitalXRayImageStorageForPresentation|SopClass||S
        1.2.840.10008.5.1.4.1.1.1.1.1|Digital X-Ray Image Storage - For Processing|DigitalXRayImageStorageForProcessing|SopClass||S
        1.2.840.10008.5.1.4.1.1.1.2|Digital Mammography X-Ray Image Storage - For Presentation|DigitalMammographyXRayImageStorageForPresentation|SopClass||S
        1.2.840.10008.5.1.4.1.1.1.2.1|Digital Mammography X-Ray Image Storage - For Processing|DigitalMammographyXRayImageStorageForProcessing|SopClass||S
        1.2.840.10008.5.1.4.1.1.1.3|Digital Intra-Oral X-Ray Image Storage - For Presentation|DigitalIntraOralXRayImageStorageForPresentation|SopClass||S
        1.2.840.10008.5.1.4.1.1.1.3.1|Digital Intra-Oral X-Ray Image Storage - For Processing|DigitalIntraOralXRayImageStorageForProcessing|SopClass||S
        1.2.840.10008.5.1.4.1.1.2|CT Image Storage|CTImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.2.1|Enhanced CT Image Storage|EnhancedCTImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.2.2|Legacy Converted Enhanced CT Image Storage|LegacyConvertedEnhancedCTImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.3|Ultrasound Multi-frame Image Storage|UltrasoundMultiFrameImageStorageRetired|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.3.1|Ultrasound Multi-frame Image Storage|UltrasoundMultiFrameImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.4|MR Image Storage|MRImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.4.1|Enhanced MR Image Storage|EnhancedMRImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.4.2|MR Spectroscopy Storage|MRSpectroscopyStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.4.3|Enhanced MR Color Image Storage|EnhancedMRColorImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.4.4|Legacy Converted Enhanced MR Image Storage|LegacyConvertedEnhancedMRImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.5|Nuclear Medicine Image Storage|NuclearMedicineImageStorageRetired|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.6|Ultrasound Image Storage|UltrasoundImageStorageRetired|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.6.1|Ultrasound Image Storage|UltrasoundImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.6.2|Enhanced US Volume Storage|EnhancedUSVolumeStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.6.3|Photoacoustic Image Storage|PhotoacousticImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.7|Secondary Capture Image Storage|SecondaryCaptureImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.7.1|Multi-frame Single Bit Secondary Capture Image Storage|MultiFrameSingleBitSecondaryCaptureImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.7.2|Multi-frame Grayscale Byte Secondary Capture Image Storage|MultiFrameGrayscaleByteSecondaryCaptureImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.7.3|Multi-frame Grayscale Word Secondary Capture Image Storage|MultiFrameGrayscaleWordSecondaryCaptureImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.7.4|Multi-frame True Color Secondary Capture Image Storage|MultiFrameTrueColorSecondaryCaptureImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.8|Standalone Overlay Storage|StandaloneOverlayStorage|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.9|Standalone Curve Storage|StandaloneCurveStorage|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.9.1|Waveform Storage - Trial|WaveformStorageTrial|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.9.1.1|12-lead ECG Waveform Storage|TwelveLeadECGWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.1.2|General ECG Waveform Storage|GeneralECGWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.1.3|Ambulatory ECG Waveform Storage|AmbulatoryECGWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.1.4|General 32-bit ECG Waveform Storage|General32bitECGWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.2.1|Hemodynamic Waveform Storage|HemodynamicWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.3.1|Cardiac Electrophysiology Waveform Storage|CardiacElectrophysiologyWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.4.1|Basic Voice Audio Waveform Storage|BasicVoiceAudioWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.4.2|General Audio Waveform Storage|GeneralAudioWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.5.1|Arterial Pulse Waveform Storage|ArterialPulseWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.6.1|Respiratory Waveform Storage|RespiratoryWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.6.2|Multi-channel Respiratory Waveform Storage|MultichannelRespiratoryWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.7.1|Routine Scalp Electroencephalogram Waveform Storage|RoutineScalpElectroencephalogramWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.7.2|Electromyogram Waveform Storage|ElectromyogramWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.7.3|Electrooculogram Waveform Storage|ElectrooculogramWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.7.4|Sleep Electroencephalogram Waveform Storage|SleepElectroencephalogramWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.9.8.1|Body Position Waveform Storage|BodyPositionWaveformStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.10|Standalone Modality LUT Storage|StandaloneModalityLUTStorage|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.11|Standalone VOI LUT Storage|StandaloneVOILUTStorage|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.11.1|Grayscale Softcopy Presentation State Storage|GrayscaleSoftcopyPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.2|Color Softcopy Presentation State Storage|ColorSoftcopyPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.3|Pseudo-Color Softcopy Presentation State Storage|PseudoColorSoftcopyPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.4|Blending Softcopy Presentation State Storage|BlendingSoftcopyPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.5|XA/XRF Grayscale Softcopy Presentation State Storage|XAXRFGrayscaleSoftcopyPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.6|Grayscale Planar MPR Volumetric Presentation State Storage|GrayscalePlanarMPRVolumetricPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.7|Compositing Planar MPR Volumetric Presentation State Storage|CompositingPlanarMPRVolumetricPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.8|Advanced Blending Presentation State Storage|AdvancedBlendingPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.9|Volume Rendering Volumetric Presentation State Storage|VolumeRenderingVolumetricPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.10|Segmented Volume Rendering Volumetric Presentation State Storage|SegmentedVolumeRenderingVolumetricPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.11|Multiple Volume Rendering Volumetric Presentation State Storage|MultipleVolumeRenderingVolumetricPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.11.12|Variable Modality LUT Softcopy Presentation State Storage|VariableModalityLUTSoftcopyPresentationStateStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.12.1|X-Ray Angiographic Image Storage|XRayAngiographicImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.12.1.1|Enhanced XA Image Storage|EnhancedXAImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.12.2|X-Ray Radiofluoroscopic Image Storage|XRayRadiofluoroscopicImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.12.2.1|Enhanced XRF Image Storage|EnhancedXRFImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.12.3|X-Ray Angiographic Bi-Plane Image Storage|XRayAngiographicBiPlaneImageStorage|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.12.77|||SopClass|R|S
        1.2.840.10008.5.1.4.1.1.13.1.1|X-Ray 3D Angiographic Image Storage|XRay3DAngiographicImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.13.1.2|X-Ray 3D Craniofacial Image Storage|XRay3DCraniofacialImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.13.1.3|Breast Tomosynthesis Image Storage|BreastTomosynthesisImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.13.1.4|Breast Projection X-Ray Image Storage - For Presentation|BreastProjectionXRayImageStorageForPresentation|SopClass||S
        1.2.840.10008.5.1.4.1.1.13.1.5|Breast Projection X-Ray Image Storage - For Processing|BreastProjectionXRayImageStorageForProcessing|SopClass||S
        1.2.840.10008.5.1.4.1.1.14.1|Intravascular Optical Coherence Tomography Image Storage - For Presentation|IntravascularOpticalCoherenceTomographyImageStorageForPresentation|SopClass||S
        1.2.840.10008.5.1.4.1.1.14.2|Intravascular Optical Coherence Tomography Image Storage - For Processing|IntravascularOpticalCoherenceTomographyImageStorageForProcessing|SopClass||S
        1.2.840.10008.5.1.4.1.1.20|Nuclear Medicine Image Storage|NuclearMedicineImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.30|Parametric Map Storage|ParametricMapStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.40|||SopClass|R|S
        1.2.840.10008.5.1.4.1.1.66|Raw Data Storage|RawDataStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.66.1|Spatial Registration Storage|SpatialRegistrationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.66.2|Spatial Fiducials Storage|SpatialFiducialsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.66.3|Deformable Spatial Registration Storage|DeformableSpatialRegistrationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.66.4|Segmentation Storage|SegmentationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.66.5|Surface Segmentation Storage|SurfaceSegmentationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.66.6|Tractography Results Storage|TractographyResultsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.66.7|Label Map Segmentation Storage|LabelMapSegmentationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.66.8|Height Map Segmentation Storage|HeightMapSegmentationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.67|Real World Value Mapping Storage|RealWorldValueMappingStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.68.1|Surface Scan Mesh Storage|SurfaceScanMeshStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.68.2|Surface Scan Point Cloud Storage|SurfaceScanPointCloudStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1|VL Image Storage - Trial|VLImageStorageTrial|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.77.2|VL Multi-frame Image Storage - Trial|VLMultiFrameImageStorageTrial|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.77.1.1|VL Endoscopic Image Storage|VLEndoscopicImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.1.1|Video Endoscopic Image Storage|VideoEndoscopicImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.2|VL Microscopic Image Storage|VLMicroscopicImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.2.1|Video Microscopic Image Storage|VideoMicroscopicImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.3|VL Slide-Coordinates Microscopic Image Storage|VLSlideCoordinatesMicroscopicImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.4|VL Photographic Image Storage|VLPhotographicImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.4.1|Video Photographic Image Storage|VideoPhotographicImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.5.1|Ophthalmic Photography 8 Bit Image Storage|OphthalmicPhotography8BitImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.5.2|Ophthalmic Photography 16 Bit Image Storage|OphthalmicPhotography16BitImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.5.3|Stereometric Relationship Storage|StereometricRelationshipStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.5.4|Ophthalmic Tomography Image Storage|OphthalmicTomographyImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.5.5|Wide Field Ophthalmic Photography Stereographic Projection Image Storage|WideFieldOphthalmicPhotographyStereographicProjectionImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.5.6|Wide Field Ophthalmic Photography 3D Coordinates Image Storage|WideFieldOphthalmicPhotography3DCoordinatesImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.5.7|Ophthalmic Optical Coherence Tomography En Face Image Storage|OphthalmicOpticalCoherenceTomographyEnFaceImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.5.8|Ophthalmic Optical Coherence Tomography B-scan Volume Analysis Storage|OphthalmicOpticalCoherenceTomographyBscanVolumeAnalysisStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.6|VL Whole Slide Microscopy Image Storage|VLWholeSlideMicroscopyImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.7|Dermoscopic Photography Image Storage|DermoscopicPhotographyImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.8|Confocal Microscopy Image Storage|ConfocalMicroscopyImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.77.1.9|Confocal Microscopy Tiled Pyramidal Image Storage|ConfocalMicroscopyTiledPyramidalImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.78.1|Lensometry Measurements Storage|LensometryMeasurementsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.78.2|Autorefraction Measurements Storage|AutorefractionMeasurementsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.78.3|Keratometry Measurements Storage|KeratometryMeasurementsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.78.4|Subjective Refraction Measurements Storage|SubjectiveRefractionMeasurementsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.78.5|Visual Acuity Measurements Storage|VisualAcuityMeasurementsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.78.6|Spectacle Prescription Report Storage|SpectaclePrescriptionReportStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.78.7|Ophthalmic Axial Measurements Storage|OphthalmicAxialMeasurementsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.78.8|Intraocular Lens Calculations Storage|IntraocularLensCalculationsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.79.1|Macular Grid Thickness and Volume Report Storage|MacularGridThicknessAndVolumeReportStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.80.1|Ophthalmic Visual Field Static Perimetry Measurements Storage|OphthalmicVisualFieldStaticPerimetryMeasurementsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.81.1|Ophthalmic Thickness Map Storage|OphthalmicThicknessMapStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.82.1|Corneal Topography Map Storage|CornealTopographyMapStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.1|Text SR Storage - Trial|TextSRStorageTrial|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.88.2|Audio SR Storage - Trial|AudioSRStorageTrial|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.88.3|Detail SR Storage - Trial|DetailSRStorageTrial|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.88.4|Comprehensive SR Storage - Trial|ComprehensiveSRStorageTrial|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.88.11|Basic Text SR Storage|BasicTextSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.22|Enhanced SR Storage|EnhancedSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.33|Comprehensive SR Storage|ComprehensiveSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.34|Comprehensive 3D SR Storage|Comprehensive3DSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.35|Extensible SR Storage|ExtensibleSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.40|Procedure Log Storage|ProcedureLogStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.50|Mammography CAD SR Storage|MammographyCADSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.59|Key Object Selection Document Storage|KeyObjectSelectionDocumentStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.65|Chest CAD SR Storage|ChestCADSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.67|X-Ray Radiation Dose SR Storage|XRayRadiationDoseSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.68|Radiopharmaceutical Radiation Dose SR Storage|RadiopharmaceuticalRadiationDoseSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.69|Colon CAD SR Storage|ColonCADSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.70|Implantation Plan SR Storage|ImplantationPlanSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.71|Acquisition Context SR Storage|AcquisitionContextSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.72|Simplified Adult Echo SR Storage|SimplifiedAdultEchoSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.73|Patient Radiation Dose SR Storage|PatientRadiationDoseSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.74|Planned Imaging Agent Administration SR Storage|PlannedImagingAgentAdministrationSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.75|Performed Imaging Agent Administration SR Storage|PerformedImagingAgentAdministrationSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.76|Enhanced X-Ray Radiation Dose SR Storage|EnhancedXRayRadiationDoseSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.88.77|Waveform Annotation SR Storage|WaveformAnnotationSRStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.90.1|Content Assessment Results Storage|ContentAssessmentResultsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.91.1|Microscopy Bulk Simple Annotations Storage|MicroscopyBulkSimpleAnnotationsStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.104.1|Encapsulated PDF Storage|EncapsulatedPDFStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.104.2|Encapsulated CDA Storage|EncapsulatedCDAStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.104.3|Encapsulated STL Storage|EncapsulatedSTLStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.104.4|Encapsulated OBJ Storage|EncapsulatedOBJStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.104.5|Encapsulated MTL Storage|EncapsulatedMTLStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.128|Positron Emission Tomography Image Storage|PositronEmissionTomographyImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.128.1|Legacy Converted Enhanced PET Image Storage|LegacyConvertedEnhancedPETImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.129|Standalone PET Curve Storage|StandalonePETCurveStorage|SopClass|R|S
        1.2.840.10008.5.1.4.1.1.130|Enhanced PET Image Storage|EnhancedPETImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.131|Basic Structured Display Storage|BasicStructuredDisplayStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.200.1|CT Defined Procedure Protocol Storage|CTDefinedProcedureProtocolStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.200.2|CT Performed Procedure Protocol Storage|CTPerformedProcedureProtocolStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.200.3|Protocol Approval Storage|ProtocolApprovalStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.200.4|Protocol Approval Information Model - FIND|ProtocolApprovalInformationModelFind|SopClass||
        1.2.840.10008.5.1.4.1.1.200.5|Protocol Approval Information Model - MOVE|ProtocolApprovalInformationModelMove|SopClass||
        1.2.840.10008.5.1.4.1.1.200.6|Protocol Approval Information Model - GET|ProtocolApprovalInformationModelGet|SopClass||
        1.2.840.10008.5.1.4.1.1.200.7|XA Defined Procedure Protocol Storage|XADefinedProcedureProtocolStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.200.8|XA Performed Procedure Protocol Storage|XAPerformedProcedureProtocolStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.201.1|Inventory Storage|InventoryStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.201.2|Inventory - FIND|InventoryFind|SopClass||
        1.2.840.10008.5.1.4.1.1.201.3|Inventory - MOVE|InventoryMove|SopClass||
        1.2.840.10008.5.1.4.1.1.201.4|Inventory - GET|InventoryGet|SopClass||
        1.2.840.10008.5.1.4.1.1.201.5|Inventory Creation|InventoryCreation|SopClass||
        1.2.840.10008.5.1.4.1.1.201.6|Repository Query|RepositoryQuery|SopClass||
        1.2.840.10008.5.1.4.1.1.201.1.1|Storage Management SOP Instance|StorageManagementInstance|WellKnownInstance||
        1.2.840.10008.5.1.4.1.1.481.1|RT Image Storage|RTImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.2|RT Dose Storage|RTDoseStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.3|RT Structure Set Storage|RTStructureSetStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.4|RT Beams Treatment Record Storage|RTBeamsTreatmentRecordStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.5|RT Plan Storage|RTPlanStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.6|RT Brachy Treatment Record Storage|RTBrachyTreatmentRecordStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.7|RT Treatment Summary Record Storage|RTTreatmentSummaryRecordStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.8|RT Ion Plan Storage|RTIonPlanStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.9|RT Ion Beams Treatment Record Storage|RTIonBeamsTreatmentRecordStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.10|RT Physician Intent Storage|RTPhysicianIntentStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.11|RT Segment Annotation Storage|RTSegmentAnnotationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.12|RT Radiation Set Storage|RTRadiationSetStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.13|C-Arm Photon-Electron Radiation Storage|CArmPhotonElectronRadiationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.14|Tomotherapeutic Radiation Storage|TomotherapeuticRadiationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.15|Robotic-Arm Radiation Storage|RoboticArmRadiationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.16|RT Radiation Record Set Storage|RTRadiationRecordSetStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.17|RT Radiation Salvage Record Storage|RTRadiationSalvageRecordStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.18|Tomotherapeutic Radiation Record Storage|TomotherapeuticRadiationRecordStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.19|C-Arm Photon-Electron Radiation Record Storage|CArmPhotonElectronRadiationRecordStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.20|Robotic Radiation Record Storage|RoboticRadiationRecordStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.21|RT Radiation Set Delivery Instruction Storage|RTRadiationSetDeliveryInstructionStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.22|RT Treatment Preparation Storage|RTTreatmentPreparationStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.23|Enhanced RT Image Storage|EnhancedRTImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.24|Enhanced Continuous RT Image Storage|EnhancedContinuousRTImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.481.25|RT Patient Position Acquisition Instruction Storage|RTPatientPositionAcquisitionInstructionStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.501.1|DICOS CT Image Storage|DICOSCTImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.501.2.1|DICOS Digital X-Ray Image Storage - For Presentation|DICOSDigitalXRayImageStorageForPresentation|SopClass||S
        1.2.840.10008.5.1.4.1.1.501.2.2|DICOS Digital X-Ray Image Storage - For Processing|DICOSDigitalXRayImageStorageForProcessing|SopClass||S
        1.2.840.10008.5.1.4.1.1.501.3|DICOS Threat Detection Report Storage|DICOSThreatDetectionReportStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.501.4|DICOS 2D AIT Storage|DICOS2DAITStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.501.5|DICOS 3D AIT Storage|DICOS3DAITStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.501.6|DICOS Quadrupole Resonance (QR) Storage|DICOSQuadrupoleResonanceStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.601.1|Eddy Current Image Storage|EddyCurrentImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.601.2|Eddy Current Multi-frame Image Storage|EddyCurrentMultiFrameImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.601.3|Thermography Image Storage|ThermographyImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.1.601.4|Thermography Multi-frame Image Storage|ThermographyMultiFrameImageStorage|SopClass||S
        1.2.840.10008.5.1.4.1.2.1.1|Patient Root Query/Retrieve Information Model - FIND|PatientRootQueryRetrieveInformationModelFind|SopClass||
        1.2.840.10008.5.1.4.1.2.1.2|Patient Root Query/Retrieve Information Model - MOVE|PatientRootQueryRetrieveInformationModelMove|SopClass||
        1.2.840.10008.5.1.4.1.2.1.3|Patient Root Query/Retrieve Information Model - GET|PatientRootQueryRetrieveInformationModelGet|SopClass||
        1.2.840.10008.5.1.4.1.2.2.1|Study Root Query/Retrieve Information Model - FIND|StudyRootQueryRetrieveInformationModelFind|SopClass||
        1.2.840.10008.5.1.4.1.2.2.2|Study Root Query/Retrieve Information Model - MOVE|StudyRootQueryRetrieveInformationModelMove|SopClass||
        1.2.840.10008.5.1.4.1.2.2.3|Study Root Query/Retrieve Information Model - GET|StudyRootQueryRetrieveInformationModelGet|SopClass||
        1.2.840.10008.5.1.4.1.2.3.1|Patient/Study Only Query/Retrieve Information Model - FIND|PatientStudyOnlyQueryRetrieveInformationModelFind|SopClass|R|
        1.2.840.10008.5.1.4.1.2.3.2|Patient/Study Only Query/Retrieve Information Model - MOVE|PatientStudyOnlyQueryRetrieveInformationModelMove|SopClass|R|
        1.2.840.10008.5.1.4.1.2.3.3|Patient/Study Only Query/Retrieve Information Model - GET|PatientStudyOnlyQueryRetrieveInformationModelGet|SopClass|R|
        1.2.840.10008.5.1.4.1.2.4.2|Composite Instance Root Retrieve - MOVE|CompositeInstanceRootRetrieveMove|SopClass||
        1.2.840.10008.5.1.4.1.2.4.3|Composite Instance Root Retrieve - GET|CompositeInstanceRootRetrieveGet|SopClass||
        1.2.840.10008.5.1.4.1.2.5.3|Composite Instance Retrieve Without Bulk Data - GET|CompositeInstanceRetrieveWithoutBulkDataGet|SopClass||
        1.2.840.10008.5.1.4.20.1|Defined Procedure Protocol Information Model - FIND|DefinedProcedureProtocolInformationModelFind|SopClass||
        1.2.840.10008.5.1.4.20.2|Defined Procedure Protocol Information Model - MOVE|DefinedProcedureProtocolInformationModelMove|SopClass||
        1.2.840.10008.5.1.4.20.3|Defined Procedure Protocol Information Model - GET|DefinedProcedureProtocolInformationModelGet|SopClass||
        1.2.840.10008.5.1.4.31|Modality Worklist Information Model - FIND|ModalityWorklistInformationModelFind|SopClass||
        1.2.840.10008.5.1.4.32|General Purpose Worklist Management Meta SOP Class|GeneralPurposeWorklistManagementMeta|MetaSopClass|R|
        1.2.840.10008.5.1.4.32.1|General Purpose Worklist Information Model - FIND|GeneralPurposeWorklistInformationModelFind|SopClass|R|
        1.2.840.10008.5.1.4.32.2|General Purpose Scheduled Procedure Step SOP Class|GeneralPurposeScheduledProcedureStep|SopClass|R|
        1.2.840.10008.5.1.4.32.3|General Purpose Performed Procedure Step SOP Class|GeneralPurposePerformedProcedureStep|SopClass|R|
        1.2.840.10008.5.1.4.33|Instance Availability Notification SOP Class|InstanceAvailabilityNotification|SopClass||
        1.2.840.10008.5.1.4.34.1|RT Beams Delivery Instruction Storage - Trial|RTBeamsDeliveryInstructionStorageTrial|SopClass|R|S
        1.2.840.10008.5.1.4.34.2|RT Conventional Machine Verification - Trial|RTConventionalMachineVerificationTrial|SopClass|R|
        1.2.840.10008.5.1.4.34.3|RT Ion Machine Verification - Trial|RTIonMachineVerificationTrial|SopClass|R|
        1.2.840.10008.5.1.4.34.4|Unified Worklist and Procedure Step Service Class - Trial|UnifiedWorklistAndProcedureStepTrial|ServiceClass|R|
        1.2.840.10008.5.1.4.34.4.1|Unified Procedure Step - Push SOP Class - Trial|UnifiedProcedureStepPushTrial|SopClass|R|
        1.2.840.10008.5.1.4.34.4.2|Unified Procedure Step - Watch SOP Class - Trial|UnifiedProcedureStepWatchTrial|SopClass|R|
        1.2.840.10008.5.1.4.34.4.3|Unified Procedure Step - Pull SOP Class - Trial|UnifiedProcedureStepPullTrial|SopClass|R|
        1.2.840.10008.5.1.4.34.4.4|Unified Procedure Step - Event SOP Class - Trial|UnifiedProcedureStepEventTrial|SopClass|R|
        1.2.840.10008.5.1.4.34.5|UPS Global Subscription SOP Instance|UPSGlobalSubscriptionInstance|WellKnownInstance||
        1.2.840.10008.5.1.4.34.5.1|UPS Filtered Global Subscription SOP Instance|UPSFilteredGlobalSubscriptionInstance|WellKnownInstance||
        1.2.840.10008.5.1.4.34.6|Unified Worklist and Procedure Step Service Class|UnifiedWorklistAndProcedureStep|ServiceClass||
        1.2.840.10008.5.1.4.34.6.1|Unified Procedure Step - Push SOP Class|UnifiedProcedureStepPush|SopClass||
        1.2.840.10008.5.1.4.34.6.2|Unified Procedure Step - Watch SOP Class|UnifiedProcedureStepWatch|SopClass||
        1.2.840.10008.5.1.4.34.6.3|Unified Procedure Step - Pull SOP Class|UnifiedProcedureStepPull|SopClass||
        1.2.840.10008.5.1.4.34.6.4|Unified Procedure Step - Event SOP Class|UnifiedProcedureStepEvent|SopClass||
        1.2.840.10008.5.1.4.34.6.5|Unified Procedure Step - Query SOP Class|UnifiedProcedureStepQuery|SopClass||
        1.2.840.10008.5.1.4.34.7|RT Beams Delivery Instruction Storage|RTBeamsDeliveryInstructionStorage|SopClass||S
        1.2.840.10008.5.1.4.34.8|RT Conventional Machine Verification|RTConventionalMachineVerification|SopClass||
        1.2.840.10008.5.1.4.34.9|RT Ion Machine Verification|RTIonMachineVerification|SopClass||
        1.2.840.10008.5.1.4.34.10|RT Brachy Application Setup Delivery Instruction Storage|RTBrachyApplicationSetupDeliveryInstructionStorage|SopClass||S
        1.2.840.10008.5.1.4.37.1|General Relevant Patient Information Query|GeneralRelevantPatientInformationQuery|SopClass||
        1.2.840.10008.5.1.4.37.2|Breast Imaging Relevant Patient Information Query|BreastImagingRelevantPatientInformationQuery|SopClass||
        1.2.840.10008.5.1.4.37.3|Cardiac Relevant Patient Information Query|CardiacRelevantPatientInformationQuery|SopClass||
        1.2.840.10008.5.1.4.38.1|Hanging Protocol Storage|HangingProtocolStorage|SopClass||S
        1.2.840.10008.5.1.4.38.2|Hanging Protocol Information Model - FIND|HangingProtocolInformationModelFind|SopClass||
        1.2.840.10008.5.1.4.38.3|Hanging Protocol Information Model - MOVE|HangingProtocolInformationModelMove|SopClass||
        1.2.840.10008.5.1.4.38.4|Hanging Protocol Information Model - GET|HangingProtocolInformationModelGet|SopClass||
        1.2.840.10008.5.1.4.39.1|Color Palette Storage|ColorPaletteStorage|SopClass||S
        1.2.840.10008.5.1.4.39.2|Color Palette Query/Retrieve Information Model - FIND|ColorPaletteQueryRetrieveInformationModelFind|SopClass||
        1.2.840.10008.5.1.4.39.3|Color Palette Query/Retrieve Information Model - MOVE|ColorPaletteQueryRetrieveInformationModelMove|SopClass||
        1.2.840.10008.5.1.4.39.4|Color Palette Query/Retrieve Information Model - GET|ColorPaletteQueryRetrieveInformationModelGet|SopClass||
        1.2.840.10008.5.1.4.41|Product Characteristics Query SOP Class|ProductCharacteristicsQuery|SopClass||
        1.2.840.10008.5.1.4.42|Substance Approval Query SOP Class|SubstanceApprovalQuery|SopClass||
        1.2.840.10008.5.1.4.43.1|Generic Implant Template Storage|GenericImplantTemplateStorage|SopClass||S
        1.2.840.10008.5.1.4.43.2|Generic Implant Template Information Model - FIND|GenericImplantTemplateInformationModelFind|SopClass||
        1.2.840.10008.5.1.4.43.3|Generic Implant Template Information Model - MOVE|GenericImplantTemplateInformationModelMove|SopClass||
        1.2.840.10008.5.1.4.43.4|Generic Implant Template Information Model - GET|GenericImplantTemplateInformationModelGet|SopClass||
        1.2.840.10008.5.1.4.44.1|Implant Assembly Template Storage|ImplantAssemblyTemplateStorage|SopClass||S
        1.2.840.10008.5.1.4.44.2|Implant Assembly Template Information Model - FIND|ImplantAssemblyTemplateInformationModelFind|SopClass||
        1.2.840.10008.5.1.4.44.3|Implant Assembly Template Information Model - MOVE|ImplantAssemblyTemplateInformationModelMove|SopClass||
        1.2.840.10008.5.1.4.44.4|Implant Assembly Template Information Model - GET|ImplantAssemblyTemplateInformationModelGet|SopClass||
        1.2.840.10008.5.1.4.45.1|Implant Template Group Storage|ImplantTemplateGroupStorage|SopClass||S
        1.2.840.10008.5.1.4.45.2|Implant Template Group Information Model - FIND|ImplantTemplateGroupInformationModelFind|SopClass||
        1.2.840.10008.5.1.4.45.3|Implant Template Group Information Model - MOVE|ImplantTemplateGroupInformationModelMove|SopClass||
        1.2.840.10008.5.1.4.45.4|Implant Template Group Information Model - GET|ImplantTemplateGroupInformationModelGet|SopClass||
        1.2.840.10008.7.1.1|Native DICOM Model|NativeDICOMModel|Other||
        1.2.840.10008.7.1.2|Abstract Multi-Dimensional Image Model|AbstractMultiDimensionalImageModel|Other||
        1.2.840.10008.8.1.1|DICOM Content Mapping Resource|DICOMContentMappingResource|Other||
        1.2.840.10008.10.1|Video Endoscopic Image Real-Time Communication|VideoEndoscopicImageRealTimeCommunication|SopClass||
        1.2.840.10008.10.2|Video Photographic Image Real-Time Communication|VideoPhotographicImageRealTimeCommunication|SopClass||
        1.2.840.10008.10.3|Audio Waveform Real-Time Communication|AudioWaveformRealTimeCommunication|SopClass||
        1.2.840.10008.10.4|Rendition Selection Document Real-Time Communication|RenditionSelectionDocumentRealTimeCommunication|SopClass||
        1.2.840.10008.15.0.3.1|dicomDeviceName|dicomDeviceName|LdapOid||
        1.2.840.10008.15.0.3.2|dicomDescription|dicomDescription|LdapOid||
        1.2.840.10008.15.0.3.3|dicomManufacturer|dicomManufacturer|LdapOid||
        1.2.840.10008.15.0.3.4|dicomManufacturerModelName|dicomManufacturerModelName|LdapOid||
        1.2.840.10008.15.0.3.5|dicomSoftwareVersion|dicomSoftwareVersion|LdapOid||
        1.2.840.10008.15.0.3.6|dicomVendorData|dicomVendorData|LdapOid||
        1.2.840.10008.15.0.3.7|dicomAETitle|dicomAETitle|LdapOid||
        1.2.840.10008.15.0.3.8|dicomNetworkConnectionReference|dicomNetworkConnectionReference|LdapOid||
        1.2.840.10008.15.0.3.9|dicomApplicationCluster|dicomApplicationCluster|LdapOid||
        1.2.840.10008.15.0.3.10|dicomAssociationInitiator|dicomAssociationInitiator|LdapOid||
        1.2.840.10008.15.0.3.11|dicomAssociationAcceptor|dicomAssociationAcceptor|LdapOid||
        1.2.840.10008.15.0.3.12|dicomHostname|dicomHostname|LdapOid||
        1.2.840.10008.15.0.3.13|dicomPort|dicomPort|LdapOid||
        1.2.840.10008.15.0.3.14|dicomSOPClass|dicomSOPClass|LdapOid||
        1.2.840.10008.15.0.3.15|dicomTransferRole|dicomTransferRole|LdapOid||
        1.2.840.10008.15.0.3.16|dicomTransferSyntax|dicomTransferSyntax|LdapOid||
        1.2.840.10008.15.0.3.17|dicomPrimaryDeviceType|dicomPrimaryDeviceType|LdapOid||
        1.2.840.10008.15.0.3.18|dicomRelatedDeviceReference|dicomRelatedDeviceReference|LdapOid||
        1.2.840.10008.15.0.3.19|dicomPreferredCalledAETitle|dicomPreferredCalledAETitle|LdapOid||
        1.2.840.10008.15.0.3.20|dicomTLSCyphersuite|dicomTLSCyphersuite|LdapOid||
        1.2.840.10008.15.0.3.21|dicomAuthorizedNodeCertificateReference|dicomAuthorizedNodeCertificateReference|LdapOid||
        1.2.840.10008.15.0.3.22|dicomThisNodeCertificateReference|dicomThisNodeCertificateReference|LdapOid||
        1.2.840.10008.15.0.3.23|dicomInstalled|dicomInstalled|LdapOid||
        1.2.840.10008.15.0.3.24|dicomStationName|dicomStationName|LdapOid||
        1.2.840.10008.15.0.3.25|dicomDeviceSerialNumber|dicomDeviceSerialNumber|LdapOid||
        1.2.840.10008.15.0.3.26|dicomInstitutionName|dicomInstitutionName|LdapOid||
        1.2.840.10008.15.0.3.27|dicomInstitutionAddress|dicomInstitutionAddress|LdapOid||
        1.2.840.10008.15.0.3.28|dicomInstitutionDepartmentName|dicomInstitutionDepartmentName|LdapOid||
        1.2.840.10008.15.0.3.29|dicomIssuerOfPatientID|dicomIssuerOfPatientID|LdapOid||
        1.2.840.10008.15.0.3.30|dicomPreferredCallingAETitle|dicomPreferredCallingAETitle|LdapOid||
        1.2.840.10008.15.0.3.31|dicomSupportedCharacterSet|dicomSupportedCharacterSet|LdapOid||
        1.2.840.10008.15.0.4.1|dicomConfigurationRoot|dicomConfigurationRoot|LdapOid||
        1.2.840.10008.15.0.4.2|dicomDevicesRoot|dicomDevicesRoot|LdapOid||
        1.2.840.10008.15.0.4.3|dicomUniqueAETitlesRegistryRoot|dicomUniqueAETitlesRegistryRoot|LdapOid||
        1.2.840.10008.15.0.4.4|dicomDevice|dicomDevice|LdapOid||
        1.2.840.10008.15.0.4.5|dicomNetworkAE|dicomNetworkAE|LdapOid||
        1.2.840.10008.15.0.4.6|dicomNetworkConnection|dicomNetworkConnection|LdapOid||
        1.2.840.10008.15.0.4.7|dicomUniqueAETitle|dicomUniqueAETitle|LdapOid||
        1.2.840.10008.15.0.4.8|dicomTransferCapability|dicomTransferCapability|LdapOid||
        1.2.840.10008.15.1.1|Universal Coordinated Time|UTC|FrameOfReference||
        1.2.840.10008.1.4.1.1|Talairach Brain Atlas Frame of Reference|TalairachBrainAtlas|FrameOfReference||
        1.2.840.10008.1.4.1.2|SPM2 T1 Frame of Reference|SPM2T1|FrameOfReference||
        1.2.840.10008.1.4.1.3|SPM2 T2 Frame of Reference|SPM2T2|FrameOfReference||
        1.2.840.10008.1.4.1.4|SPM2 PD Frame of Reference|SPM2PD|FrameOfReference||
        1.2.840.10008.1.4.1.5|SPM2 EPI Frame of Reference|SPM2EPI|FrameOfReference||
        1.2.840.10008.1.4.1.6|SPM2 FIL T1 Frame of Reference|SPM2FILT1|FrameOfReference||
        1.2.840.10008.1.4.1.7|SPM2 PET Frame of Reference|SPM2PET|FrameOfReference||
        1.2.840.10008.1.4.1.8|SPM2 TRANSM Frame of Reference|SPM2TRANSM|FrameOfReference||
        1.2.840.10008.1.4.1.9|SPM2 SPECT Frame of Reference|SPM2SPECT|FrameOfReference||
        1.2.840.10008.1.4.1.10|SPM2 GRAY Frame of Reference|SPM2GRAY|FrameOfReference||
        1.2.840.10008.1.4.1.11|SPM2 WHITE Frame of Reference|SPM2WHITE|FrameOfReference||
        1.2.840.10008.1.4.1.12|SPM2 CSF Frame of Reference|SPM2CSF|FrameOfReference||
        1.2.840.10008.1.4.1.13|SPM2 BRAINMASK Frame of Reference|SPM2BRAINMASK|FrameOfReference||
        1.2.840.10008.1.4.1.14|SPM2 AVG305T1 Frame of Reference|SPM2AVG305T1|FrameOfReference||
        1.2.840.10008.1.4.1.15|SPM2 AVG152T1 Frame of Reference|SPM2AVG152T1|FrameOfReference||
        1.2.840.10008.1.4.1.16|SPM2 AVG152T2 Frame of Reference|SPM2AVG152T2|FrameOfReference||
        1.2.840.10008.1.4.1.17|SPM2 AVG152PD Frame of Reference|SPM2AVG152PD|FrameOfReference||
        1.2.840.10008.1.4.1.18|SPM2 SINGLESUBJT1 Frame of Reference|SPM2SINGLESUBJT1|FrameOfReference||
        1.2.840.10008.1.4.2.1|ICBM 452 T1 Frame of Reference|ICBM452T1|FrameOfReference||
        1.2.840.10008.1.4.2.2|ICBM Single Subject MRI Frame of Reference|ICBMSingleSubjectMRI|FrameOfReference||
        1.2.840.10008.1.4.3.1|IEC 61217 Fixed Coordinate System Frame of Reference|IEC61217FixedCoordinateSystem|FrameOfReference||
        1.2.840.10008.1.4.3.2|Standard Robotic-Arm Coordinate System Frame of Reference|StandardRoboticArmCoordinateSystem|FrameOfReference||
        1.2.840.10008.1.4.3.3|IEC 61217 Table Top Coordinate System Frame of Reference|IEC61217TableTopCoordinateSystem|FrameOfReference||
        1.2.840.10008.1.4.4.1|SRI24 Frame of Reference|SRI24|FrameOfReference||
        1.2.840.10008.1.4.5.1|Colin27 Frame of Reference|Colin27|FrameOfReference||
        1.2.840.10008.1.4.6.1|LPBA40/AIR Frame of Reference|LPBA40AIR|FrameOfReference||
        1.2.840.10008.1.4.6.2|LPBA40/FLIRT Frame of Reference|LPBA40FLIRT|FrameOfReference||
        1.2.840.10008.1.4.6.3|LPBA40/SPM5 Frame of Reference|LPBA40SPM5|FrameOfReference||
        """;
}
