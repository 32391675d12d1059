using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Worklist;

/// <summary>The keys of a worklist query as the conformance statement of a modality lists them, in <c>Worklist/Keys</c>.</summary>
internal sealed class StatementKeys
{
    private StatementKeys(IReadOnlyList<StatementKey> keys) => Keys = keys;

    public IReadOnlyList<StatementKey> Keys { get; }

    /// <summary>An identifier that asks for all of them.</summary>
    public DataSet Identifier => Build(_ => string.Empty);

    public static StatementKeys Read(string modality)
    {
        var path = Path.Combine(SharedFiles.RepositoryRoot, "tests", "Archive.EndToEnd.Tests", "Worklist", "Keys", $"{modality}.tsv");
        return new StatementKeys([.. File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Select(fields => new StatementKey(fields[0], fields[1], fields[2].Length > 0))]);
    }

    /// <summary>An item that has a value for each of them, and what else an item needs.</summary>
    public DataSet CreateItem(string station)
    {
        var item = Build(key => key.Path == StatementKey.Station ? station : key.SampleValue);
        var needed = WorklistFixture.Item(station);
        foreach (var element in needed)
        {
            if (!item.Contains(element.Tag))
                item.Set(element);
        }

        var step = item.GetItems(Tags.ScheduledProcedureStepSequence)[0];
        foreach (var element in needed.GetItems(Tags.ScheduledProcedureStepSequence)[0])
        {
            if (!step.Contains(element.Tag))
                step.Set(element);
        }

        foreach (var tag in new[] { Tags.AccessionNumber, Tags.PatientID })
            item.SetString(tag, needed.GetString(tag)!);
        return item.SetString(Tags.StudyInstanceUID, $"2.25.{Random.Shared.NextInt64(1, long.MaxValue)}");
    }

    private DataSet Build(Func<StatementKey, string> valueOf)
    {
        var dataSet = new DataSet();
        foreach (var key in Keys.Where(key => key.Tags[0] != Tags.SpecificCharacterSet && key.Vr != Vr.SQ))
            key.Set(dataSet, valueOf(key));
        return dataSet;
    }
}
