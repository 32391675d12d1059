namespace Archive.Protocol.Data;

/// <summary>
/// Looks for rules that the values of an object break: those of its VRs (PS3.5 6.2), attributes that must have a value and do not (Type 1,
/// PS3.3), as far as devices are known to leave them out, and those that contradict the SOP class. Nothing is refused for them and nothing
/// mended; the log tells.
/// </summary>
public static class ObjectInspection
{
    private static readonly Tag[] OfAll = [Tags.Modality];

    // General Series, DX Series, DX Anatomy Imaged and DX Image modules (PS3.3 C.7.3.1, C.8.11.1, C.8.11.2, C.8.11.3).
    private static readonly Tag[] OfDigitalXRay =
    [
        Tags.Modality, Tags.PresentationIntentType, Tags.ImageLaterality, Tags.ImageType, Tags.PixelIntensityRelationship,
        Tags.RescaleIntercept, Tags.RescaleSlope, Tags.RescaleType,
    ];

    // The Presentation Intent Type of each class (PS3.3 C.8.11.1).
    private static readonly Dictionary<Uid, string> DigitalXRay = new()
    {
        [SopClasses.DigitalXRayImageStorageForPresentation] = "FOR PRESENTATION",
        [SopClasses.DigitalXRayImageStorageForProcessing] = "FOR PROCESSING",
        [SopClasses.DigitalMammographyXRayImageStorageForPresentation] = "FOR PRESENTATION",
        [SopClasses.DigitalMammographyXRayImageStorageForProcessing] = "FOR PROCESSING",
        [SopClasses.DigitalIntraOralXRayImageStorageForPresentation] = "FOR PRESENTATION",
        [SopClasses.DigitalIntraOralXRayImageStorageForProcessing] = "FOR PROCESSING",
    };

    /// <summary>What the data set must hold of an object so that its absence can be told.</summary>
    public static IReadOnlyList<Tag> RequiredTags => OfDigitalXRay;

    /// <summary>Adds what is found to <paramref name="found"/>.</summary>
    /// <param name="dataSet">At least the <see cref="RequiredTags"/> of the object.</param>
    /// <param name="hasSeries">False for objects that belong to no series, of which none is required.</param>
    public static void Inspect(DataSet dataSet, Uid sopClass, bool hasSeries, ref List<Deviation>? found)
    {
        var isDigitalXRay = DigitalXRay.TryGetValue(sopClass, out var intent);
        foreach (var tag in !hasSeries ? [] : isDigitalXRay ? OfDigitalXRay : OfAll)
        {
            if (!dataSet.TryGet(tag, out var element))
                (found ??= []).Add(new Deviation(DeviationKind.MissingAttribute, tag));
            else if (element.IsEmpty)
                (found ??= []).Add(new Deviation(DeviationKind.EmptyAttribute, tag));
        }

        if (isDigitalXRay && dataSet.GetString(Tags.PresentationIntentType) is { Length: > 0 } told && told != intent)
            (found ??= []).Add(new Deviation(DeviationKind.ContradictsSopClass, Tags.PresentationIntentType));
        foreach (var element in dataSet)
        {
            if (ValueRules.FindBroken(element) is { } broken)
                (found ??= []).Add(new Deviation(broken, element.Tag));
        }
    }
}
