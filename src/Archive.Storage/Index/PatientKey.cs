namespace Archive.Storage.Index;

/// <summary>
/// Who a study is about, for telling whether two objects of one study name the same patient: (0010,0020) and (0010,0021)
/// without leading and trailing spaces. An empty id says nothing and is the same as no other.
/// </summary>
public readonly record struct PatientKey(string PatientId, string IssuerOfPatientId)
{
    /// <summary>Nobody is named.</summary>
    public static PatientKey None { get; } = new(string.Empty, string.Empty);

    /// <summary>True when both name a patient and not the same one: issuers count only where both are given.</summary>
    public bool Differs(PatientKey other) =>
        PatientId.Length > 0 && other.PatientId.Length > 0
        && (!string.Equals(PatientId, other.PatientId, StringComparison.Ordinal)
            || (IssuerOfPatientId.Length > 0 && other.IssuerOfPatientId.Length > 0
                && !string.Equals(IssuerOfPatientId, other.IssuerOfPatientId, StringComparison.Ordinal)));
}
