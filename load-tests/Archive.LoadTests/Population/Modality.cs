using Archive.Protocol.Data;

namespace Archive.LoadTests.Population;

/// <summary>What a kind of study looks like in the index.</summary>
/// <param name="Code">Modality (0008,0060).</param>
/// <param name="Share">How common such studies are.</param>
/// <param name="Series">The most series; a study has from half of it to all.</param>
/// <param name="Report">How likely the study has a series of modality SR as well.</param>
/// <param name="Descriptions">Study Description.</param>
/// <param name="SeriesDescriptions">Series Description, in the order in which they are made.</param>
internal sealed record Modality(
    string Code, double Share, int Series, double Report, Uid SopClass, ushort Rows, ushort Columns, string[] Descriptions, string[] SeriesDescriptions)
{
    private static readonly Modality[] All =
    [
        new("DX", 0.28, 2, 0, SopClasses.DigitalXRayImageStorageForPresentation, 2500, 2048,
            ["Chest PA and lateral", "Knee 2 views", "Hand 3 views", "Pelvis AP", "Shoulder 2 views", "Lumbar spine"], ["PA", "Lateral"]),
        new("CR", 0.14, 2, 0, SopClasses.ComputedRadiographyImageStorage, 2140, 1760,
            ["Chest AP portable", "Abdomen supine", "Foot 2 views", "Wrist 2 views"], ["AP", "Lateral"]),
        new("CT", 0.20, 6, 0.6, SopClasses.CTImageStorage, 512, 512,
            ["CT head without contrast", "CT chest with contrast", "CT abdomen and pelvis", "CT angiography aorta", "CT cervical spine"],
            ["Scout", "Axial 5.0", "Axial 1.0", "Coronal", "Sagittal", "Lung 1.5"]),
        new("MR", 0.12, 9, 0.02, SopClasses.MRImageStorage, 320, 320,
            ["MRI brain", "MRI lumbar spine", "MRI knee right", "MRI knee left", "MRI prostate", "MRI liver"],
            ["Localizer", "T2 TSE sag", "T1 TSE tra", "T2 FLAIR", "DWI", "ADC", "T1 3D post", "SWI", "PD FS cor"]),
        new("US", 0.16, 1, 0.3, SopClasses.UltrasoundImageStorage, 768, 1024,
            ["US abdomen complete", "US thyroid", "US obstetric", "US carotid duplex", "Echocardiography"], ["Ultrasound"]),
        new("MG", 0.06, 4, 0.1, SopClasses.DigitalMammographyXRayImageStorageForPresentation, 3328, 2560,
            ["Mammography screening", "Mammography diagnostic"], ["R CC", "L CC", "R MLO", "L MLO"]),
        new("XA", 0.0245, 6, 0.5, SopClasses.XRayAngiographicImageStorage, 1024, 1024,
            ["Coronary angiography", "Cerebral angiography", "TIPS"], ["LCA", "RCA", "LV", "Run 4", "Run 5", "Run 6"]),
        new("NM", 0.01, 3, 0, SopClasses.NuclearMedicineImageStorage, 256, 256, ["Bone scan", "Thyroid scan", "Myocardial perfusion"], ["Static", "Whole body", "SPECT"]),
        new("PT", 0.005, 4, 0.5, SopClasses.PositronEmissionTomographyImageStorage, 200, 200, ["PET-CT whole body FDG", "PET brain"], ["AC", "NAC", "CT AC", "MIP"]),
        new("ES", 0.0005, 1, 0, SopClasses.VLEndoscopicImageStorage, 1080, 1920, ["Gastroscopy", "Colonoscopy"], ["Endoscopy"]),
    ];

    /// <summary>Shares as in a general hospital; endoscopy is rare here.</summary>
    public static Ranked<Modality> Studies { get; } = new(All.Select(modality => (modality, modality.Share)));

    /// <summary>Of every object that there is.</summary>
    public static IReadOnlyList<Uid> StoredClasses { get; } = [.. All.Select(modality => modality.SopClass), SopClasses.EnhancedSRStorage];
}
