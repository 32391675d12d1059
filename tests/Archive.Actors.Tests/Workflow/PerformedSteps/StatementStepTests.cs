using System.Text.Json;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Actors.Tests.Workflow.PerformedSteps;

/// <summary>Every attribute that the statements of scanners list for performed steps is kept as it came.</summary>
public sealed class StatementStepTests
{
    [SharedTheory]
    [InlineData("vereos", 59, 34)]
    [InlineData("oasis", 40, 26)]
    public void Every_attribute_of_a_statement_is_kept(string system, int leastOfCreation, int leastOfChange)
    {
        using var statement = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.PathOf("modalities", $"{system}.json")));
        var requests = statement.RootElement.GetProperty("activities").EnumerateArray().Single(activity => activity.GetProperty("id").GetString() == "mpps-scu").GetProperty("requests");
        var (creation, change) = (PathsOf(requests, "N-CREATE-RQ"), PathsOf(requests, "N-SET-RQ"));
        Assert.True(creation.Count >= leastOfCreation && change.Count >= leastOfChange);
        var step = new TestStep();

        Assert.True(step.Create(Fill(creation, "IN PROGRESS")).IsSuccess);
        Assert.All(creation, path => Assert.True(Has(step.Attributes, path), path));
        Assert.True(step.Set(Fill(change, "COMPLETED")).IsSuccess);

        Assert.All(creation.Concat(change), path => Assert.True(Has(step.Attributes, path), path));
        Assert.Equal(PerformedStepStatus.Completed, step.State.Status);
    }

    private static List<string> PathsOf(JsonElement requests, string dimse) =>
    [
        .. requests.EnumerateArray().Single(request => request.GetProperty("dimse").GetString() == dimse)
            .GetProperty("attributes").EnumerateArray().Select(attribute => attribute.GetProperty("path").GetString()!).Distinct(),
    ];

    private static DataSet Fill(IEnumerable<string> paths, string status)
    {
        var root = new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 100");
        foreach (var path in paths)
        {
            var tags = path.Split('/').Select(text => Tag.TryParse(text, out var tag) ? tag : throw new InvalidDataException(text)).ToList();
            var place = root;
            foreach (var tag in tags.SkipLast(1))
            {
                if (place.GetItems(tag).Count == 0)
                    place.SetItems(tag, new DataSet());
                place = place.GetItems(tag)[0];
            }

            if (!place.Contains(tags[^1]))
                SetValue(place, tags[^1]);
        }

        return root.SetString(Tags.PerformedProcedureStepStatus, status);
    }

    private static void SetValue(DataSet place, Tag tag)
    {
        var vr = ElementDictionary.GetVr(tag);
        if (vr == Vr.SQ)
            place.SetItems(tag);
        else if (vr.IsText())
            place.SetString(tag, vr switch { Vr.UI => "1.2.3", Vr.DA => "20260311", Vr.TM => "081500", Vr.DS or Vr.IS => "1", _ => "X" });
        else
            place.Set(tag, vr, new byte[8]);
    }

    private static bool Has(DataSet dataSet, string path)
    {
        foreach (var text in path.Split('/'))
        {
            if (!Tag.TryParse(text, out var tag) || !dataSet.Contains(tag))
                return false;
            dataSet = dataSet.GetItems(tag) is [var item, ..] ? item : dataSet;
        }

        return true;
    }
}
