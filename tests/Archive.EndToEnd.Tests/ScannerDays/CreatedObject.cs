using Archive.EndToEnd.Tests.Modalities;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>A kind of object that a modality makes, with the attributes that its statement lists.</summary>
/// <param name="Application">Of several parts of the system the one that makes it.</param>
internal sealed record CreatedObject(
    Uid SopClass, string Application, IReadOnlyList<CreatedAttribute> Attributes, IReadOnlyList<(string Tag, string Vr, string Creator)> Private)
{
    private const string PrivateRows = "private";

    private static readonly Tag[] Names = [Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID];

    /// <summary>A row with a class begins a kind, those under it, which have none, are its attributes; private ones come last.</summary>
    public static IReadOnlyList<CreatedObject> ReadAll(string modality)
    {
        var kinds = new List<(string[] Head, List<string[]> Rows)>();
        foreach (var row in ModalityTable.Read($"{modality}.objects.tsv").Skip(1))
        {
            if (row[0].Length > 0)
                kinds.Add((row, []));
            else
                kinds[^1].Rows.Add(row[1..]);
        }

        var ofMaker = kinds.Where(kind => kind.Head[0] == PrivateRows).SelectMany(kind => kind.Rows).ToList();
        return
        [
            .. kinds.Where(kind => kind.Head[0] != PrivateRows).Select(kind => new CreatedObject(
                new Uid(kind.Head[0]),
                kind.Head[1],
                [.. kind.Rows.Select(row => new CreatedAttribute(row[0], row[1], row[2]))],
                [.. ofMaker.Where(row => row[2].Length == 0 || row[2] == kind.Head[0]).Select(row => (row[0], row[1], row[3]))])),
        ];
    }

    /// <summary>An object of this kind, with invented values, and of a study and a series.</summary>
    public TestInstance Make(StudyInstanceUid study, SeriesInstanceUid series, Filling filling)
    {
        var names = TestData.Ct(study, series);
        var dataSet = new DataSet();
        foreach (var tag in Names)
            dataSet.SetString(tag, names.DataSet.GetString(tag)!);
        dataSet.SetString(Tags.SOPClassUID, SopClass.Value);
        var absent = filling == Filling.LeavesOutWhatMayBeAbsent ? Attributes.Where(attribute => attribute.MayBeAbsent).Select(attribute => attribute.Path + "/").ToList() : [];
        foreach (var attribute in Attributes.OrderBy(attribute => attribute.Path.Length))
        {
            if (absent.Exists(path => (attribute.Path + "/").StartsWith(path, StringComparison.Ordinal)))
                continue;
            var isEmpty = attribute.IsEmpty || (filling == Filling.EmptiesWhatMayBeEmpty && attribute.MayBeEmpty);
            InventedElements.Add(dataSet, attribute.Path.Split('/'), attribute.VrCode, isEmpty);
        }

        foreach (var (tag, vr, creator) in Private)
            InventedElements.AddPrivate(dataSet, tag, creator, vr);
        return names with { SopClass = SopClass, DataSet = dataSet };
    }
}
