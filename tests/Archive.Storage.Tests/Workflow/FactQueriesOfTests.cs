using Archive.Storage.Workflow;

namespace Archive.Storage.Tests.Workflow;

/// <summary>A query of each form, of worklist items.</summary>
internal static class FactQueriesOfTests
{
    public const uint Modality = 0x00080060;
    public const uint AccessionNumber = 0x00080050;
    public const uint PatientName = 0x00100010;
    public const uint StartDate = 0x00400002;

    private static readonly FactCondition Ct = new IsOneOf(Modality, "CT");

    private static readonly FactCondition[][] Conditions =
    [
        [],
        [Ct],
        [new IsOneOf(Modality, "CT", "MR")],
        [new IsOneOf(AccessionNumber, [.. Enumerable.Range(1, 20).Select(number => $"A{number}")])],
        [new IsBetween(StartDate, "20260101", "20260131")],
        [new IsBetween(StartDate, "20260101", null)],
        [new IsBetween(StartDate, null, "20260131")],
        [new IsBetween(StartDate, null, null)],
        [new StartsWith(PatientName, "DOE")],
        [new StartsWith(PatientName, "")],
        [Ct, new IsBetween(StartDate, "20260101", "20260131"), new StartsWith(PatientName, "D"), new IsOneOf(AccessionNumber, "A1", "A2")],
        [new IsBetween(StartDate, "20260101", "20260131"), Ct],
    ];

    public static IEnumerable<FactQuery> All =>
        from conditions in Conditions
        from isOpen in (bool?[])[true, false, null]
        from newestFirst in (bool[])[false, true]
        select new FactQuery(FactKind.WorklistItem, isOpen, conditions, newestFirst);
}
