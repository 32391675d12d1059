using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Workflow;
using Archive.Storage.Workflow.Worklist;
using Archive.Testing;

namespace Archive.Storage.Tests.Workflow.Worklist;

public sealed class WorklistQueryTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [Requirement("MX1-23")]
    [Requirement("OASIS-36")]
    [Requirement("BASICS-19")]
    [InlineData("ScheduledStationAETitle", "CT1", true)]
    [InlineData("ScheduledStationAETitle", "CT2", false)]
    [InlineData("ScheduledStationAETitle", "CT*", true)]
    [InlineData("Modality", "CT", true)]
    [InlineData("Modality", "MR", false)]
    [InlineData("Modality", "", true)]
    [InlineData("ScheduledProcedureStepStartDate", "20260402", true)]
    [InlineData("ScheduledProcedureStepStartDate", "20260403", false)]
    [InlineData("ScheduledProcedureStepStartDate", "20260401-20260402", true)]
    [InlineData("ScheduledProcedureStepStartDate", "-20260401", false)]
    [InlineData("ScheduledProcedureStepStartDate", "20260402-", true)]
    [InlineData("PatientName", "NYLUND^ASTA", true)]
    [InlineData("PatientName", "nyl*", true)]
    [InlineData("PatientName", "*a?ta", true)]
    [InlineData("PatientName", "NYL", false)]
    [InlineData("PatientID", "P-1", true)]
    [InlineData("PatientID", "P-2", false)]
    [InlineData("AccessionNumber", "A1", true)]
    [InlineData("AccessionNumber", "A2", false)]
    [InlineData("RequestedProcedureID", "R1", true)]
    [InlineData("StudyInstanceUID", "2.25.1", true)]
    [InlineData("StudyInstanceUID", @"2.25.9\2.25.1", true)]
    [InlineData("StudyInstanceUID", "2.25.9", false)]
    [InlineData("Allergies", "Latex", true)]
    [InlineData("Allergies", "Iodine", false)]
    [InlineData("ScheduledProcedureStepStatus", "SCHEDULED", true)]
    [InlineData("ScheduledProcedureStepStatus", "STARTED", false)]
    [InlineData("ScheduledPerformingPhysicianName", "Vik*", true)]
    public void A_key_is_matched_by_the_kind_that_its_value_asks_for(string keyword, string value, bool matches)
    {
        var query = Query((keyword, value));

        Assert.Equal(matches, query.Matches(Item()));
        Assert.Equal(matches, matches && IsFound(query, Item())); // what matches is among what its terms lead to
        Assert.False(query.HasUnsupportedKeys);
    }

    [Fact]
    [Requirement("MX1-23")]
    public void Keys_are_joined_by_and()
    {
        Assert.True(Query(("Modality", "CT"), ("PatientID", "P-1")).Matches(Item()));
        Assert.False(Query(("Modality", "CT"), ("PatientID", "P-2")).Matches(Item()));
    }

    [Theory]
    [InlineData("20260401-20260402", "1200-0930", true)] // from the 1st at 12 until the 2nd at 9:30
    [InlineData("20260401-20260402", "1200-0800", false)]
    public void Start_date_and_time_that_are_ranges_are_one_range(string dates, string times, bool matches) =>
        Assert.Equal(matches, Query(("ScheduledProcedureStepStartDate", dates), ("ScheduledProcedureStepStartTime", times)).Matches(Item()));

    [Theory]
    [InlineData("SMT1", true)]
    [InlineData("SMT2", false)]
    public void A_code_is_matched_inside_its_sequence(string code, bool matches)
    {
        var identifier = new DataSet().SetItems(Tags.RequestedProcedureCodeSequence, new DataSet().SetString(Tags.CodeValue, code).SetString(Tags.CodeMeaning, ""));

        Assert.Equal(matches, new WorklistQuery(Request(identifier)).Matches(Item()));
    }

    [Fact]
    public void A_key_that_cannot_be_read_is_refused()
    {
        var identifier = new DataSet().SetItems(Tags.ScheduledProcedureStepSequence, new DataSet().SetString(Tags.ScheduledProcedureStepStartDate, "tomorrow"));

        Assert.Throws<InvalidQueryException>(() => new WorklistQuery(Request(identifier)));
    }

    [Fact]
    [Requirement("VEREOS-58")]
    [Requirement("MX1-27")]
    public void A_key_of_another_model_restricts_nothing_comes_back_empty_and_is_said_to_be_unsupported()
    {
        var query = new WorklistQuery(Request(new DataSet().SetString(Tags.PatientID, "").SetString(Tags.ProtocolName, "HEAD")));

        Assert.True(query.HasUnsupportedKeys);
        Assert.True(query.Matches(Item()));
        Assert.Equal("", query.Answer(Item()).GetString(Tags.ProtocolName));
    }

    [Fact]
    [Requirement("OASIS-37")]
    public void A_query_may_have_the_study_as_its_only_key()
    {
        var query = Query(("StudyInstanceUID", "2.25.1"));

        Assert.Equal(new IsOneOf(Tags.StudyInstanceUID.Value, "2.25.1").Values, Assert.IsType<IsOneOf>(query.Conditions[0]).Values);
        Assert.True(query.Matches(Item()));
    }

    [Fact]
    public void The_most_selective_key_is_walked()
    {
        var query = Query(("Modality", "CT"), ("ScheduledProcedureStepStartDate", "20260401-20260403"), ("ScheduledStationAETitle", "CT1"), ("AccessionNumber", "A1"));

        Assert.Equal(
            [Tags.AccessionNumber.Value, Tags.ScheduledStationAETitle.Value, Tags.ScheduledProcedureStepStartDate.Value], query.Conditions.Select(condition => condition.Attribute));
    }

    [Fact]
    [Requirement("MX1-24")]
    [Requirement("OASIS-39")]
    public void An_answer_has_what_was_asked_for_and_nothing_else()
    {
        var identifier = new DataSet().SetString(Tags.PatientName, "").SetString(Tags.PatientWeight, "").SetItems(Tags.ReferencedStudySequence, []).SetItems(
            Tags.ScheduledProcedureStepSequence,
            new DataSet().SetString(Tags.Modality, "").SetString(Tags.PreMedication, "").SetItems(
                Tags.ScheduledProtocolCodeSequence, new DataSet().SetString(Tags.CodeValue, "").SetString(Tags.CodingSchemeVersion, "")));

        var answer = new WorklistQuery(Request(identifier)).Answer(Item());

        Assert.Equal([Tags.ReferencedStudySequence, Tags.PatientName, Tags.PatientWeight, Tags.ScheduledProcedureStepSequence], answer.Select(element => element.Tag));
        Assert.Empty(answer.GetItems(Tags.ReferencedStudySequence));
        Assert.Equal("61.5", answer.GetString(Tags.PatientWeight));
        var step = Assert.Single(answer.GetItems(Tags.ScheduledProcedureStepSequence));
        Assert.Equal([Tags.Modality, Tags.ScheduledProtocolCodeSequence, Tags.PreMedication], step.Select(element => element.Tag));
        Assert.Equal("", step.GetString(Tags.PreMedication));
        var code = Assert.Single(step.GetItems(Tags.ScheduledProtocolCodeSequence));
        Assert.Equal(("PROT1", ""), (code.GetString(Tags.CodeValue), code.GetString(Tags.CodingSchemeVersion)));
    }

    [Fact]
    [Requirement("MX1-25")]
    [Requirement("MX1-26")]
    [Requirement("OASIS-38")]
    public void What_no_answer_may_be_without_is_filled_in()
    {
        var given = new DataSet().SetString(Tags.PatientID, "P-9").SetString(Tags.AccessionNumber, "A9").SetItems(
            Tags.RequestedProcedureCodeSequence, new DataSet().SetString(Tags.CodeMeaning, "nothing but a meaning")).SetItems(Tags.ScheduledProcedureStepSequence, new DataSet());
        var identifier = new DataSet();
        foreach (var tag in new[] { Tags.StudyInstanceUID, Tags.PatientName, Tags.PatientID, Tags.RequestedProcedureID, Tags.RequestedProcedureDescription })
            identifier.SetString(tag, "");
        var keys = new DataSet();
        foreach (var tag in new[]
                 {
                     Tags.ScheduledStationAETitle, Tags.ScheduledProcedureStepStartDate, Tags.ScheduledProcedureStepStartTime, Tags.Modality,
                     Tags.ScheduledProcedureStepID, Tags.ScheduledProcedureStepDescription,
                 })
        {
            keys.SetString(tag, "");
        }

        var answer = new WorklistQuery(Request(identifier.SetItems(Tags.ScheduledProcedureStepSequence, keys))).Answer(Kept(given));

        Assert.All(answer.Concat(answer.GetItems(Tags.ScheduledProcedureStepSequence)[0]), element => Assert.False(element.IsEmpty, $"{element.Tag} is empty"));
        var step = answer.GetItems(Tags.ScheduledProcedureStepSequence)[0];
        Assert.Equal(("20260401", "080000", "CALLER"), (
            step.GetString(Tags.ScheduledProcedureStepStartDate), step.GetString(Tags.ScheduledProcedureStepStartTime), step.GetString(Tags.ScheduledStationAETitle)));
    }

    [Fact]
    public void Codes_are_told_with_their_scheme_and_those_without_a_value_are_not_told()
    {
        var item = Item().SetItems(
            Tags.RequestedProcedureCodeSequence, new DataSet().SetString(Tags.CodeMeaning, "no value"), new DataSet().SetString(Tags.CodeValue, "HEAD"));

        var code = Assert.Single(Kept(item).GetItems(Tags.RequestedProcedureCodeSequence));

        Assert.Equal(("HEAD", "L"), (code.GetString(Tags.CodeValue), code.GetString(Tags.CodingSchemeDesignator)));
    }

    [Fact]
    public void Steps_of_one_procedure_without_a_study_get_the_same_one()
    {
        var first = Kept(Item().Remove(Tags.StudyInstanceUID));
        var other = Item().Remove(Tags.StudyInstanceUID);
        WorklistItem.StepOf(other).SetString(Tags.ScheduledProcedureStepID, "S2");

        Assert.Equal(first.GetUid(Tags.StudyInstanceUID), Kept(other).GetUid(Tags.StudyInstanceUID));
        Assert.True(first.GetUid(Tags.StudyInstanceUID).IsConformant);
    }

    [Fact]
    public void A_station_is_shown_the_steps_of_those_whose_list_it_shares_as_its_own()
    {
        var identifier = new DataSet().SetItems(Tags.ScheduledProcedureStepSequence, new DataSet().SetString(Tags.ScheduledStationAETitle, "CT9"));
        var query = new WorklistQuery(Request(identifier) with { Aliases = new Dictionary<string, IReadOnlyList<string>> { ["CT9"] = ["CT1"] } });

        Assert.True(query.Matches(Item()));
        Assert.True(IsFound(query, Item()));
        Assert.Equal("CT9", WorklistItem.StepOf(query.Answer(Item())).GetString(Tags.ScheduledStationAETitle));
        Assert.False(new WorklistQuery(Request(identifier)).Matches(Item()));
    }

    [Fact]
    public void A_step_that_was_planned_for_no_station_is_shown_to_each()
    {
        var item = Item();
        WorklistItem.StepOf(item).Remove(Tags.ScheduledStationAETitle);
        var query = Query(("ScheduledStationAETitle", "CT7"));

        Assert.True(query.Matches(item));
        Assert.True(IsFound(query, item));
        Assert.Equal("CT7", WorklistItem.StepOf(query.Answer(item)).GetString(Tags.ScheduledStationAETitle));
    }

    [Theory]
    [Requirement("VEREOS-33")]
    [Requirement("OASIS-45")]
    [Requirement("MX1-28")]
    [InlineData("ISO_IR 100", "Ström^Åsa", "Ström^Åsa", "ISO_IR 100")]
    [InlineData("ISO_IR 100", "Иванова^Анна", "???????^????", "")]
    [InlineData(@"\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada^Tarou=山田^太郎=やまだ^たろう", @"\ISO 2022 IR 87")]
    [InlineData("ISO_IR 192", "Иванова^Анна", "Иванова^Анна", "ISO_IR 192")]
    public void An_answer_is_in_a_character_set_of_the_peer(string allowed, string name, string expected, string declared)
    {
        var item = Kept(Item().SetString(Tags.SpecificCharacterSet, "ISO_IR 192").SetString(Tags.PatientName, name));
        var request = Request(new DataSet().SetString(Tags.PatientName, "")) with { CharacterSets = [CharacterSet.Parse(allowed.Split('\\'))] };

        var answer = new WorklistQuery(request).Answer(item);

        Assert.Equal(expected, answer.GetString(Tags.PatientName));
        Assert.Equal(declared, string.Join('\\', answer.GetStrings(Tags.SpecificCharacterSet)));
    }

    [Fact]
    [Requirement("MX1-29")]
    [Requirement("MX1-30")]
    public void A_japanese_name_returns_to_ascii_before_each_delimiter()
    {
        var item = Kept(Item().SetString(Tags.SpecificCharacterSet, "ISO_IR 192").SetString(Tags.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう"));
        var request = Request(new DataSet().SetString(Tags.PatientName, "")) with { CharacterSets = [CharacterSet.Parse(["", "ISO 2022 IR 87"])] };

        new WorklistQuery(request).Answer(item).TryGet(Tags.PatientName, out var name);

        Assert.Equal( // PS3.5 H.3.1
            "Yamada^Tarou=\e$B;3ED\e(B^\e$BB@O:\e(B=\e$B$d$^$@\e(B^\e$B$?$m$&\e(B", System.Text.Encoding.Latin1.GetString(name!.Value.Span).TrimEnd(' '));
    }

    [Fact]
    [Requirement("VEREOS-32")]
    [Requirement("VEREOS-34")]
    public void Patient_data_come_back_as_they_were_ordered()
    {
        var identifier = new DataSet();
        Tag[] tags = [Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.PatientSex, Tags.PatientWeight, Tags.PatientSize];
        foreach (var tag in tags)
            identifier.SetString(tag, "");

        var answer = new WorklistQuery(Request(identifier)).Answer(Item());

        Assert.Equal(["NYLUND^ASTA", "P-1", "19800229", "F", "61.5", "1.67"], tags.Select(answer.GetString));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_item_has_one_step(int steps)
    {
        var item = Item().SetItems(Tags.ScheduledProcedureStepSequence, [.. Enumerable.Range(0, steps).Select(_ => new DataSet())]);

        Assert.Throws<InvalidItemException>(() => Kept(item));
    }

    [Fact]
    public void An_item_of_nobody_is_refused() => Assert.Throws<InvalidItemException>(() => Kept(Item().SetString(Tags.PatientID, "")));

    [Fact]
    public void A_patch_changes_what_it_names_and_in_the_step_too()
    {
        var changes = WorklistItem.Normalize(new DataSet().SetString(Tags.Allergies, "").SetItems(
            Tags.ScheduledProcedureStepSequence, new DataSet().SetString(Tags.ScheduledStationAETitle, "CT2")));

        var patched = WorklistItem.Patch(Item(), changes);

        Assert.Equal(("", "CT2", "CT"), (
            patched.GetString(Tags.Allergies), WorklistItem.StepOf(patched).GetString(Tags.ScheduledStationAETitle), WorklistItem.StepOf(patched).GetString(Tags.Modality)));
        Assert.Equal("NYLUND^ASTA", patched.GetString(Tags.PatientName));
    }

    private static WorklistQuery Query(params (string Keyword, string Value)[] keys)
    {
        var (identifier, step) = (new DataSet(), new DataSet());
        foreach (var (keyword, value) in keys)
        {
            Assert.True(ElementDictionary.TryFind(keyword, out var tag));
            (WorklistQuery.IsOfStep(tag) ? step : identifier).SetString(tag, value);
        }

        return new WorklistQuery(Request(identifier.SetItems(Tags.ScheduledProcedureStepSequence, step)));
    }

    private static WorklistRequest Request(DataSet identifier) => new(identifier) { Station = "CALLER" };

    /// <summary>Whether the item's terms are what the conditions of the query ask for.</summary>
    private static bool IsFound(WorklistQuery query, DataSet item)
    {
        var terms = WorklistTerms.Of(item);
        return query.Conditions.All(condition => terms.Any(term => term.Attribute == condition.Attribute && condition switch
        {
            IsOneOf one => one.Values.Contains(term.Value),
            IsBetween range => (range.From is null || string.CompareOrdinal(term.Value, range.From) >= 0) && (range.To is null || string.CompareOrdinal(term.Value, range.To) <= 0),
            StartsWith start => term.Value.StartsWith(start.Prefix, StringComparison.Ordinal),
            _ => false,
        }));
    }

    private static DataSet Kept(DataSet given)
    {
        var item = WorklistItem.Complete(WorklistItem.Identify(WorklistItem.Normalize(given)), null, Now);
        return WorklistItem.Decode(WorklistItem.Encode(item), "SCHEDULED");
    }

    private static DataSet Item() => Kept(new DataSet()
        .SetString(Tags.AccessionNumber, "A1").SetString(Tags.RequestedProcedureID, "R1").SetString(Tags.StudyInstanceUID, "2.25.1")
        .SetString(Tags.PatientName, "NYLUND^ASTA").SetString(Tags.PatientID, "P-1").SetString(Tags.PatientBirthDate, "19800229").SetString(Tags.PatientSex, "F")
        .SetString(Tags.PatientWeight, "61.5").SetString(Tags.PatientSize, "1.67").SetString(Tags.Allergies, "Latex")
        .SetItems(Tags.RequestedProcedureCodeSequence, new DataSet().SetString(Tags.CodeValue, "SMT1").SetString(Tags.CodingSchemeDesignator, "99INV").SetString(Tags.CodeMeaning, "Head"))
        .SetItems(Tags.ScheduledProcedureStepSequence, new DataSet()
            .SetString(Tags.ScheduledStationAETitle, "CT1").SetString(Tags.Modality, "CT").SetString(Tags.ScheduledProcedureStepID, "S1")
            .SetString(Tags.ScheduledProcedureStepStartDate, "20260402").SetString(Tags.ScheduledProcedureStepStartTime, "0900")
            .SetString(Tags.ScheduledPerformingPhysicianName, "VIKLUND^OVE")
            .SetItems(Tags.ScheduledProtocolCodeSequence, new DataSet().SetString(Tags.CodeValue, "PROT1").SetString(Tags.CodingSchemeDesignator, "99INV"))));
}
