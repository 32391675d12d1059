namespace Archive.Storage.Index.Matching;

/// <summary>The levels at which the index keeps an attribute; those of a patient are kept with the study.</summary>
internal readonly record struct KeptLevels(bool IsOfPatient, bool IsOfStudy, bool IsOfSeries, bool IsOfInstance)
{
    public QueryLevel? Highest => IsOfPatient ? QueryLevel.Patient
        : IsOfStudy ? QueryLevel.Study
        : IsOfSeries ? QueryLevel.Series
        : IsOfInstance ? QueryLevel.Image
        : null;
}
