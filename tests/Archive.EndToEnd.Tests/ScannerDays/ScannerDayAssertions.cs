using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>What is to be there at the end of a day.</summary>
internal static class ScannerDayAssertions
{
    private const string FailedReferences = "00081198";

    /// <summary>
    /// The next report is of one of the transactions: on an association that the archive opened as SCP of the service, of success, with what
    /// was asked for and nothing else.
    /// </summary>
    /// <returns>Its Transaction UID.</returns>
    public static async Task<string> AssertReportAsync(this ScannerDay day, IReadOnlyDictionary<string, IReadOnlyList<TestInstance>> transactions)
    {
        var report = await day.Listener.ReadReportAsync();
        var transaction = report.Information.GetString(Tags.TransactionUID)!;
        Assert.Equal((NodeClient.AeTitle, day.Modality.AeTitle), (report.Association.CallingAeTitle.Value, report.Association.CalledAeTitle.Value));
        var role = Assert.Single(report.Association.UserInformation.RoleSelections);
        Assert.Equal((SopClasses.StorageCommitmentPushModel, false, true), (role.SopClass, role.IsScu, role.IsScp));
        Assert.Equal(
            (SopClasses.StorageCommitmentPushModel, ScannerDay.WellKnownInstance, (ushort?)1),
            (report.Request.AffectedSopClassUid, report.Request.AffectedSopInstanceUid, report.Request.EventTypeId));
        Assert.Equal(
            day.Modality.CommitmentPaths("N-EVENT-REPORT").Where(path => !path.StartsWith(FailedReferences, StringComparison.Ordinal)),
            ScannerDay.Paths(report.Information));
        Assert.Equal(
            transactions[transaction].Select(instance => (instance.Sop.Uid, instance.SopClass)).ToHashSet(),
            report.Information.GetItems(Tags.ReferencedSOPSequence)
                .Select(item => (item.GetUid(Tags.ReferencedSOPInstanceUID), item.GetUid(Tags.ReferencedSOPClassUID))).ToHashSet());
        return transaction;
    }

    /// <summary>Transactions are shown as told once, with success.</summary>
    public static async Task AssertDeliveredAsync(this ScannerDay day, IReadOnlyDictionary<string, IReadOnlyList<TestInstance>> transactions)
    {
        var shown = Array.Empty<JsonElement>();
        await Eventually.HoldsAsync("every result is delivered", async () =>
        {
            var list = await day.ReadAsync($"/api/commitments?aeTitle={day.Modality.AeTitle}&state=delivered");
            shown = [.. list.GetProperty("commitments").EnumerateArray().Where(one => transactions.ContainsKey(UidOf(one)))];
            return shown.Length == transactions.Count;
        });
        foreach (var one in shown)
        {
            Assert.Equal(
                (transactions[UidOf(one)].Count, 0, 1),
                (one.GetProperty("succeeded").GetInt32(), one.GetProperty("failed").GetInt32(), one.GetProperty("reports").GetInt32()));
            Assert.Equal(("Delivered", "0000"), (one.GetProperty("state").GetString(), one.GetProperty("status").GetString()));
        }

        Assert.True(day.Listener.HasNoMore);

        static string UidOf(JsonElement one) => one.GetProperty("transactionUid").GetString()!;
    }

    public static Task AssertLeavesListAsync(this ScannerDay day, DataSet item) =>
        Eventually.HoldsAsync("the step leaves the list", async () => await day.ReadStatusAsync(item) is null);

    public static async Task AssertStatusAsync(this ScannerDay day, PerformedStep step, string status) =>
        Assert.Equal(status, (await day.ReadAsync($"/api/steps/{step.Instance.Value}/status")).GetProperty("status").GetString());

    /// <summary>The step is shown as ended, with every attribute that was sent, and with nothing missing of what it names.</summary>
    public static async Task AssertShownAsync(this ScannerDay day, PerformedStep step, string accessionNumber)
    {
        var list = await day.ReadAsync($"/api/steps?accessionNumber={accessionNumber}&status=completed");
        var listed = Assert.Single(list.GetProperty("steps").EnumerateArray());
        Assert.Equal(step.Instance.Value, listed.GetProperty("sopInstanceUid").GetString());

        var sent = step.Begin();
        foreach (var element in step.End())
            sent.Set(element);
        var shown = DicomJsonReader.Read((await day.ReadAsync($"/api/steps/{step.Instance.Value}"))[0]);
        Assert.All(day.Modality.Steps.Where(attribute => attribute.Tag != Tags.SpecificCharacterSet), attribute => Assert.Equal( // JSON is in UTF-8
            (attribute.Path, attribute.Key.In(sent)), (attribute.Path, attribute.Key.In(shown))));
        Assert.Equal(sent.GetItems(Tags.PerformedSeriesSequence).Select(Named), shown.GetItems(Tags.PerformedSeriesSequence).Select(Named));

        var references = await day.ReadAsync($"/api/steps/{step.Instance.Value}/references");
        Assert.Equal((step.Named.Count, step.Named.Count), (references.GetProperty("named").GetInt32(), references.GetProperty("stored").GetInt32()));
        Assert.Empty(references.GetProperty("missing").EnumerateArray());

        static string Named(DataSet series) => string.Join(' ', new[] { Tags.ReferencedImageSequence, Tags.ReferencedNonImageCompositeSOPInstanceSequence }
            .SelectMany(series.GetItems).Select(item => item.GetString(Tags.ReferencedSOPInstanceUID)).Prepend(series.GetString(Tags.SeriesInstanceUID)));
    }

    /// <summary>The study is found with the values of its objects and their numbers, level by level, and comes back as it was sent.</summary>
    public static async Task AssertFoundAsync(this ScannerDay day, Examination examination, IReadOnlyList<WireObject> sent, params Tag[] values)
    {
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, examination.Study.Value);
        foreach (var tag in values.Append(Tags.NumberOfStudyRelatedSeries).Append(Tags.NumberOfStudyRelatedInstances))
            identifier.SetString(tag, "");
        var found = Assert.Single(await day.Node.FindAsync(identifier));
        Assert.All(values, tag => Assert.Equal((tag, examination.Objects[0].DataSet.GetString(tag) ?? ""), (tag, found.GetString(tag))));
        Assert.Equal(
            (examination.Series.Count, examination.Objects.Count),
            (found.GetInt32(Tags.NumberOfStudyRelatedSeries), found.GetInt32(Tags.NumberOfStudyRelatedInstances)));
        var instances = await day.Node.FindInstancesAsync(examination.Study.Uid);
        Assert.Equal(examination.Objects.Select(instance => instance.Sop.Uid).ToHashSet(), instances.ToHashSet());
        var retrieved = await day.Node.GetAsync(examination.Study.Uid, [.. sent]);
        Assert.Equal(sent.ToDictionary(instance => instance.Instance, instance => instance.Hash), retrieved.Hashes);
    }
}
