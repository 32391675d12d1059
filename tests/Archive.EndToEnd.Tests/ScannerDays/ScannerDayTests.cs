using Archive.EndToEnd.Tests.Modalities;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>The day of each system whose conformance statement is at hand, from the order to the images that come back.</summary>
public sealed class ScannerDayTests(ScannerDayFixture days) : IClassFixture<ScannerDayFixture>
{
    private static readonly Tag[] Identity =
    [
        Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.PatientSex, Tags.AccessionNumber, Tags.ReferringPhysicianName,
        Tags.StudyDate, Tags.StudyTime, Tags.StudyID,
    ];

    /// <summary>What the order by HL7 says.</summary>
    private static readonly Tag[] Ordered =
    [
        Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.PatientSex, Tags.AccessionNumber, Tags.RequestedProcedureID, Tags.StudyInstanceUID,
    ];

    [Fact]
    [Requirement("VEREOS-11", "within a day")]
    [Requirement("VEREOS-26", "after the step has ended, two requests on one association")]
    [Requirement("VEREOS-27", "on an association that the archive opens")]
    [Requirement("VEREOS-31", "what is copied into objects and performed step")]
    [Requirement("VEREOS-34")]
    [Requirement("VEREOS-35", "by the list of its station alone")]
    [Requirement("VEREOS-36")]
    [Requirement("VEREOS-38")]
    [Requirement("VEREOS-39")]
    [Requirement("VEREOS-61")]
    public async Task Vereos_takes_an_order_from_its_list_performs_it_stores_it_and_has_it_committed()
    {
        var day = days.Vereos;
        var item = day.CreateItem("PT").SetString(Tags.PatientName, "MÜLLER^ÅSA").SetString(Tags.PatientWeight, "61.5");
        await day.OrderAsync(item);
        await day.EchoAsync();
        var scheduled = Assert.Single(await day.QueryStationAsync(), answer => ScannerDay.IsOf(item, answer));
        day.AssertAnswers(item, scheduled);

        var examination = Examination.Perform(day.Modality, scheduled, "ISO_IR 100", kind => kind.SopClass != SopClasses.EncapsulatedPDFStorage);
        var step = new PerformedStep(examination);
        await day.BeginAsync(step);
        var sent = await day.StoreAsync(examination.Objects);
        await Eventually.HoldsAsync("the step is started, though its objects are there", async () => await day.ReadStatusAsync(item) == "STARTED");
        await day.EndAsync(step);
        var transactions = new Dictionary<string, IReadOnlyList<TestInstance>>();
        await using (var association = await day.Modality.ConnectAsync(day.Node, "commit"))
        {
            foreach (var chunk in examination.Objects.Chunk((examination.Objects.Count / 2) + 1))
                transactions.Add((await day.CommitAsync(association, chunk)).Value, chunk);
            await association.ReleaseAsync();
        }

        var reported = new[] { await day.AssertReportAsync(transactions), await day.AssertReportAsync(transactions) };

        Assert.Equal(transactions.Keys.Order(), reported.Order());
        await day.AssertDeliveredAsync(transactions);
        await day.AssertShownAsync(step, item.GetString(Tags.AccessionNumber)!);
        await day.AssertLeavesListAsync(item);
        await day.AssertFoundAsync(examination, sent, Identity);
        var moved = await day.MoveToItselfAsync("move", examination.Study.Uid);
        Assert.Equal((DimseStatus.Success, (ushort?)0), (moved.Status, moved.NumberOfFailedSuboperations));
        Assert.All(sent, instance => Assert.Equal(instance.Hash, day.Listener.Objects[instance.Instance]));
    }

    [Fact]
    [Requirement("OASIS-29")]
    [Requirement("OASIS-31")]
    [Requirement("OASIS-33")]
    [Requirement("OASIS-35")]
    [Requirement("OASIS-37")]
    [Requirement("OASIS-39")]
    [Requirement("OASIS-42")]
    [Requirement("OASIS-43")]
    [Requirement("OASIS-44", "query, images and commitment while the step is in progress")]
    public async Task Oasis_asks_for_commitment_before_it_sends_and_ends_its_step_last()
    {
        var day = days.Oasis;
        var item = day.CreateItem("MR");
        await day.OrderAsync(item);
        await day.EchoAsync();
        var listed = Assert.Single(await day.QueryStationAsync(), answer => ScannerDay.IsOf(item, answer));
        day.AssertAnswers(item, listed);
        var study = listed.GetString(Tags.StudyInstanceUID)!;
        var scheduled = Assert.Single(await day.QueryWorklistAsync(identifier => identifier.SetString(Tags.StudyInstanceUID, study)));
        day.AssertAnswers(item, scheduled);

        var examination = Examination.Perform(day.Modality, scheduled, "ISO_IR 100");
        var step = new PerformedStep(examination);
        await day.BeginAsync(step);
        Uid transaction;
        await using (var association = await day.Modality.ConnectAsync(day.Node, "commit"))
        {
            Assert.Empty(await ScannerDay.FindStudyAsync(association, examination.Study.Uid));
            transaction = await day.CommitAsync(association, examination.Objects);
            await association.ReleaseAsync();
        }

        var sent = await day.StoreAsync(examination.Objects);
        var transactions = new Dictionary<string, IReadOnlyList<TestInstance>> { [transaction.Value] = examination.Objects };
        await day.AssertReportAsync(transactions);
        await day.AssertDeliveredAsync(transactions);
        await day.AssertFoundAsync(examination, sent, Identity);
        await day.AssertStatusAsync(step, "IN PROGRESS");
        Assert.NotNull(await day.ReadStatusAsync(item));

        await day.EndAsync(step);

        await day.AssertShownAsync(step, item.GetString(Tags.AccessionNumber)!);
        await day.AssertLeavesListAsync(item);
        var (taken, refused) = (sent.Where(IsReceived).ToList(), sent.Count(instance => !IsReceived(instance)));
        var moved = await day.MoveToItselfAsync("commit", examination.Study.Uid);
        Assert.Equal(((ushort)taken.Count, (ushort)refused), (moved.NumberOfCompletedSuboperations, moved.NumberOfFailedSuboperations));
        Assert.All(taken, instance => Assert.Equal(instance.Hash, day.Listener.Objects[instance.Instance]));

        bool IsReceived(WireObject instance) => day.Modality.ContextsOf("receive").Any(context => context.AbstractSyntax == instance.SopClass);
    }

    [Fact]
    [Requirement("MX1-03")]
    [Requirement("MX1-22")]
    [Requirement("MX1-24")]
    [Requirement("MX1-29")]
    [Requirement("MX1-30")]
    [Requirement("MX1-35")]
    public async Task Mx1_reads_its_list_in_Japanese_and_its_images_end_the_step()
    {
        var day = days.Mx1;
        var number = Guid.NewGuid().ToString("N")[..12].ToUpperInvariant();
        var answer = await days.SendHl7Async(
            @"MSH|^~\&|HIS|NORTH|ARCHIVE|RADIOLOGY|20261201080000||ORM^O01|M-1|P|2.5||||||UNICODE UTF-8",
            $"PID|1||P{number}^^^NORTH^MR||YAMADA^TAROU^^^^^L^A~山田^太郎^^^^^L^I~やまだ^たろう^^^^^L^P||19581103|M",
            $"ORC|NW|P-{number}|A{number}||||^^^{Examination.Today}090000",
            $"OBR|1|P-{number}|A{number}|USABD^腹部超音波^L^USABD^腹部^L||||||||||||||A{number}|RP{number}|SPS{number}|MX1|||US");
        Assert.Contains("MSA|AA|M-1", answer, StringComparison.Ordinal);
        var ordered = Assert.Single((await day.ReadAsync($"/api/worklist?AccessionNumber=A{number}")).GetProperty("items").EnumerateArray());
        var item = Japanese(day.CreateItem("US"));
        await day.PatchAsync(ordered.GetProperty("id").GetString()!, item);
        await day.EchoAsync();

        var scheduled = Assert.Single(await day.QueryWorklistAsync(identifier => identifier
            .SetString(Tags.SpecificCharacterSet, @"\ISO 2022 IR 87").SetString(Tags.PatientName, "山田*").SetString(Tags.AccessionNumber, $"A{number}")));

        Assert.Equal(["", "ISO 2022 IR 87"], scheduled.GetStrings(Tags.SpecificCharacterSet));
        Assert.Equal("YAMADA^TAROU=山田^太郎=やまだ^たろう", scheduled.GetString(Tags.PatientName));
        day.AssertAnswers(Identified(item, scheduled), scheduled);
        var examination = Examination.Perform(day.Modality, scheduled, @"\ISO 2022 IR 87");
        var sent = await day.StoreAsync(examination.Objects);
        await day.AssertLeavesListAsync(scheduled);
        await day.AssertFoundAsync(examination, sent, Identity);
        foreach (var name in new[] { "yamada*", "山田^太郎", "やまだ*" })
        {
            var byName = new DataSet().SetString(Tags.SpecificCharacterSet, @"\ISO 2022 IR 87").SetString(Tags.QueryRetrieveLevel, "STUDY")
                .SetString(Tags.PatientName, name).SetString(Tags.AccessionNumber, $"A{number}").SetString(Tags.StudyInstanceUID, "");
            Assert.Equal(examination.Study.Value, Assert.Single(await day.Node.FindAsync(byName)).GetString(Tags.StudyInstanceUID));
        }
    }

    [Theory]
    [Requirement("TIGER-01")]
    [Requirement("TIGER-02")]
    [Requirement("TIGER-16")]
    [Requirement("TIGER-17")]
    [InlineData(Filling.GivesEverything)]
    [InlineData(Filling.EmptiesWhatMayBeEmpty)]
    [InlineData(Filling.LeavesOutWhatMayBeAbsent)]
    public async Task TigerView_asks_whether_anybody_is_there_and_sends_what_its_user_filled_in(Filling filling)
    {
        var day = days.TigerView;
        await day.EchoAsync();
        var examination = Examination.PerformUnscheduled(day.Modality, filling);

        var sent = await day.StoreAsync(examination.Objects);

        Assert.Equal(7, sent.Count);
        await day.AssertFoundAsync(examination, sent, Tags.PatientID, Tags.PatientName, Tags.AccessionNumber, Tags.StudyID);
    }

    [Fact]
    [Requirement("VEREOS-20", "an order of the same modality and patient stays open")]
    public async Task The_daily_quality_report_of_Vereos_is_taken_for_no_order()
    {
        var day = days.Vereos;
        var report = day.Modality.Created.Single(kind => kind.SopClass == SopClasses.EncapsulatedPDFStorage)
            .Make(new StudyInstanceUid(TestData.NewUid()), new SeriesInstanceUid(TestData.NewUid()), Filling.GivesEverything);
        report.DataSet.SetString(Tags.SpecificCharacterSet, "ISO_IR 100").SetString(Tags.Modality, "PT")
            .SetString(Tags.PatientName, "PET^QC").SetString(Tags.AccessionNumber, "");
        var open = day.CreateItem("PT").SetString(Tags.PatientName, "PET^QC").SetString(Tags.PatientID, report.DataSet.GetString(Tags.PatientID)!);
        var performed = day.CreateItem("PT");
        await day.OrderAsync(open);
        await day.OrderAsync(performed);
        await day.StoreAsync([report]);

        var ordered = report with { Study = new StudyInstanceUid(performed.GetUid(Tags.StudyInstanceUID)) };
        await day.StoreAsync([StoredForms.Make(SopClasses.PositronEmissionTomographyImageStorage, "PT", sameStudy: ordered)]);
        await day.AssertLeavesListAsync(performed);

        Assert.Equal("SCHEDULED", await day.ReadStatusAsync(open));
        Assert.Empty(await day.Node.FindInstancesAsync(open.GetUid(Tags.StudyInstanceUID)));
        Assert.Equal([report.Sop.Uid], await day.Node.FindInstancesAsync(report.Study.Uid));
    }

    /// <summary>What the order does not say itself, in Japanese where it may be.</summary>
    private static DataSet Japanese(DataSet item)
    {
        foreach (var tag in Ordered)
            item.Remove(tag);
        item.SetString(Tags.ReferringPhysicianName, "Satou^Hanako=佐藤^花子=さとう^はなこ").SetString(Tags.RequestingPhysician, "Suzuki^Ichirou=鈴木^一郎")
            .SetString(Tags.PatientComments, "前回の検査と比較").SetString(Tags.MedicalAlerts, "ペースメーカー")
            .SetString(Tags.RequestedProcedureDescription, "腹部超音波検査");
        var step = item.GetItems(Tags.ScheduledProcedureStepSequence)[0];
        foreach (var tag in new[] { Tags.ScheduledProcedureStepID, Tags.ScheduledStationAETitle, Tags.ScheduledProcedureStepStartTime })
            step.Remove(tag);
        step.SetString(Tags.ScheduledProcedureStepDescription, "腹部").SetString(Tags.ScheduledPerformingPhysicianName, "Tanaka^Jirou=田中^次郎");
        return item;
    }

    /// <summary>The item with the identifiers that its order gave it.</summary>
    private static DataSet Identified(DataSet item, DataSet scheduled)
    {
        foreach (var tag in Ordered)
            item.SetString(tag, scheduled.GetString(tag)!);
        var (step, answered) = (item.GetItems(Tags.ScheduledProcedureStepSequence)[0], scheduled.GetItems(Tags.ScheduledProcedureStepSequence)[0]);
        var id = answered.GetString(Tags.ScheduledProcedureStepID)!;
        Assert.Equal("A" + id[3..], scheduled.GetString(Tags.AccessionNumber));
        step.SetString(Tags.ScheduledProcedureStepID, id).SetString(Tags.ScheduledStationAETitle, "MX1")
            .SetString(Tags.ScheduledProcedureStepStartTime, "090000");
        return item;
    }
}
