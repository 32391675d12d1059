using System.Globalization;
using Archive.EndToEnd.Tests.Queries;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>Two patients, each with two studies of two series of two images: enough for every level to have something beside what is asked for.</summary>
internal static class StudyTree
{
    public static IReadOnlyList<TestInstance> Create()
    {
        var instances = new List<TestInstance>();
        foreach (var patient in Enumerable.Range(1, 2))
        {
            var patientId = string.Create(CultureInfo.InvariantCulture, $"TREE-{patient}-{Guid.NewGuid():N}");
            foreach (var study in Enumerable.Range(1, 2).Select(_ => new StudyInstanceUid(TestData.NewUid())))
            {
                foreach (var series in Enumerable.Range(1, 2).Select(_ => new SeriesInstanceUid(TestData.NewUid())))
                {
                    foreach (var number in Enumerable.Range(1, 2))
                        instances.Add(TestData.Ct(study, series, number, patientName: $"Tree^{patientId[..6]}", patientId: patientId));
                }
            }
        }

        return instances;
    }

    /// <summary>A study of one series, of CT images whose pixels all differ.</summary>
    public static IReadOnlyList<TestInstance> Series(int count, int pixelBytes = 512)
    {
        var first = TestData.Ct(pixelBytes: pixelBytes);
        return [first, .. Enumerable.Range(2, count - 1).Select(number => TestData.Ct(first.Study, first.Series, number, pixelBytes))];
    }

    /// <summary>The identifier of a retrieval of all that an instance belongs to at a level, the unique keys above it included.</summary>
    public static DataSet IdentifierOf(TestInstance instance, InformationModel model, string level)
    {
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, level);
        foreach (var key in UniqueKeys(model, level))
            identifier.SetString(key, instance.DataSet.GetString(key)!);
        return identifier;
    }

    /// <summary>What that retrieval is to bring.</summary>
    public static IReadOnlyList<TestInstance> Under(IEnumerable<TestInstance> all, TestInstance instance, InformationModel model, string level) =>
        [.. all.Where(other => UniqueKeys(model, level).All(key => other.DataSet.GetString(key) == instance.DataSet.GetString(key)))];

    private static IEnumerable<Tag> UniqueKeys(InformationModel model, string level)
    {
        foreach (var (name, key) in model.Levels())
        {
            yield return key;
            if (name == level)
                yield break;
        }
    }
}
