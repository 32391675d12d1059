using System.Globalization;
using Archive.EndToEnd.Tests.Modalities;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>What a modality makes of a step of its worklist: objects of each of its classes, in the study that was ordered.</summary>
internal sealed class Examination
{
    public const string StudyId = "STUDY-7";

    public static readonly string Today = DateTime.Today.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static readonly Dictionary<Uid, string> ModalityOf = new()
    {
        [SopClasses.CTImageStorage] = "CT",
        [SopClasses.MRImageStorage] = "MR",
        [SopClasses.EnhancedMRImageStorage] = "MR",
        [SopClasses.PositronEmissionTomographyImageStorage] = "PT",
        [SopClasses.NuclearMedicineImageStorage] = "NM",
        [SopClasses.UltrasoundImageStorage] = "US",
        [SopClasses.UltrasoundMultiFrameImageStorage] = "US",
        [SopClasses.ComputedRadiographyImageStorage] = "CR",
        [SopClasses.XRayRadiationDoseSRStorage] = "SR",
        [SopClasses.KeyObjectSelectionDocumentStorage] = "KO",
        [SopClasses.GrayscaleSoftcopyPresentationStateStorage] = "PR",
    };

    private readonly Filling[] _fillings;

    private Examination(Modality modality, DataSet? scheduled, string characterSet, Filling[] fillings)
    {
        (Modality, Scheduled, CharacterSet, _fillings) = (modality, scheduled, characterSet, fillings);
        Study = scheduled is null ? new StudyInstanceUid(TestData.NewUid()) : new StudyInstanceUid(scheduled.GetUid(Tags.StudyInstanceUID));
    }

    public Modality Modality { get; }

    /// <summary>What the worklist said; null where there is none.</summary>
    public DataSet? Scheduled { get; }

    /// <summary>The values of Specific Character Set that the modality writes; empty: it writes none.</summary>
    public string CharacterSet { get; }

    public StudyInstanceUid Study { get; }

    /// <summary>By series, each of one class.</summary>
    public IReadOnlyList<IReadOnlyList<TestInstance>> Series { get; private set; } = [];

    public IReadOnlyList<TestInstance> Objects => [.. Series.SelectMany(series => series)];

    /// <summary>Three objects of each kind that the modality makes, full and less so, and one of each other class that it sends.</summary>
    /// <param name="isOfPatient">Which kinds are of what was ordered; null: all.</param>
    public static Examination Perform(Modality modality, DataSet scheduled, string characterSet, Func<CreatedObject, bool>? isOfPatient = null) =>
        Perform(new Examination(modality, scheduled, characterSet, Enum.GetValues<Filling>()), isOfPatient);

    /// <summary>One object of each kind, of a patient of whom the user has told as much as the filling says.</summary>
    public static Examination PerformUnscheduled(Modality modality, Filling filling) => Perform(new Examination(modality, null, "", [filling]), null);

    private static Examination Perform(Examination examination, Func<CreatedObject, bool>? isOfPatient)
    {
        var modality = examination.Modality;
        var created = modality.Created.Where(kind => isOfPatient?.Invoke(kind) != false).ToList();
        var others = modality.ContextsOf("store").Select(context => context.AbstractSyntax).Except(created.Select(kind => kind.SopClass));
        examination.Series = [.. created.Select(examination.MakeSeries), .. others.Select(examination.MakeSeries)];
        return examination;
    }

    public static bool IsImage(TestInstance instance) =>
        UidRegistry.TryGet(instance.SopClass, out var entry) && entry.Name.Contains("Image Storage", StringComparison.Ordinal);

    private List<TestInstance> MakeSeries(CreatedObject kind)
    {
        var series = new SeriesInstanceUid(TestData.NewUid());
        return [.. _fillings.Select((filling, i) => Identify(kind.Make(Study, series, filling), i + 1))];
    }

    private List<TestInstance> MakeSeries(Uid sopClass)
    {
        var instance = TestData.Ct(Study);
        instance.DataSet.SetString(Tags.SOPClassUID, sopClass.Value);
        return [Identify(instance with { SopClass = sopClass }, 1)];
    }

    /// <summary>Writes into an object what is copied from the worklist, and what the modality knows itself.</summary>
    private TestInstance Identify(TestInstance instance, int number)
    {
        var dataSet = instance.DataSet;
        if (CharacterSet.Length > 0)
            dataSet.SetStrings(Tags.SpecificCharacterSet, CharacterSet);
        else
            dataSet.Remove(Tags.SpecificCharacterSet);
        if (Scheduled is null)
            return instance;

        foreach (var copy in Modality.Copies)
            dataSet.Remove(copy.Object.Tags[0]); // whatever else it has of a sequence
        foreach (var (from, to) in Modality.Copies.Where(copy => copy.Object.Vr != Vr.SQ))
            to.Set(dataSet, from.In(Scheduled) ?? "");

        dataSet.SetString(Tags.StudyDate, Today).SetString(Tags.StudyTime, "093000").SetString(Tags.StudyID, StudyId)
            .SetString(Tags.Modality, ModalityOf.GetValueOrDefault(instance.SopClass, "OT"))
            .SetString(Tags.InstanceNumber, number.ToString(CultureInfo.InvariantCulture));
        return instance;
    }
}
