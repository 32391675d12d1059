using System.Text;
using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>What an answer holds (PS3.4 C.4.1.1.3.2).</summary>
public abstract class AnswerContract(Func<TemporaryFolder, IStorageUnderTest> open) : QueryContract(open)
{
    public static TheoryData<string, string, string, string> StatementKeys => ReadStatementKeys();

    [Theory]
    [Requirement("VEREOS-41")]
    [Requirement("OASIS-21")]
    [Requirement("OASIS-22")]
    [InlineData("PATIENT", "PatientName PatientID IssuerOfPatientID PatientBirthDate PatientBirthTime PatientSex OtherPatientIDs OtherPatientNames EthnicGroup PatientComments")]
    [InlineData("PATIENT", "PatientSpeciesDescription PatientBreedDescription ResponsiblePerson ResponsiblePersonRole ResponsibleOrganization PatientSexNeutered")]
    [InlineData("STUDY", "StudyDate StudyTime AccessionNumber StudyID StudyDescription ReferringPhysicianName PatientName PatientID PatientBirthDate PatientBirthTime PatientSex")]
    [InlineData("STUDY", "PerformedProcedureStepDescription AdmittingDiagnosesDescription PatientAge PatientSize PatientWeight AdditionalPatientHistory Occupation")]
    [InlineData("STUDY", "ResponsiblePerson ResponsiblePersonRole ResponsibleOrganization PatientSpeciesDescription PatientBreedDescription PatientSexNeutered NameOfPhysiciansReadingStudy OtherStudyNumbers")]
    [InlineData("SERIES", "Modality SeriesNumber SeriesDescription BodyPartExamined Manufacturer ProtocolName SeriesDate SeriesTime PerformedProcedureStepStartDate PerformedProcedureStepStartTime")]
    [InlineData("SERIES", "MRAcquisitionType ScanningSequence SequenceName ContrastBolusAgent PerformedProcedureStepDescription OperatorsName PerformingPhysicianName StationName InstitutionName")]
    [InlineData("IMAGE", "ImageType InstanceCreationDate InstanceCreationTime InstanceNumber PhotometricInterpretation PixelSpacing PatientOrientation ImageOrientationPatient FrameOfReferenceUID")]
    [InlineData("IMAGE", "SliceLocation ContrastBolusAgent SliceThickness KVP SOPClassUID NumberOfFrames AcquisitionNumber AcquisitionDate AcquisitionTime ContentDate ContentTime ImageComments")]
    public async Task Attributes_that_are_asked_at_a_level_come_back_from_it(string level, string attributes)
    {
        var image = Image("1.2");
        var identifier = UniqueKeys(level);
        foreach (var tag in attributes.Split(' ').Select(Named))
        {
            if (!image.Contains(tag))
                image.SetString(tag, SampleOf(ElementDictionary.GetVr(tag)));
            if (!identifier.Contains(tag))
                identifier.SetString(tag, "");
        }

        await StoreAsync(image);
        var request = Request(identifier, model: InformationModel.PatientRoot);
        var answer = Assert.Single(await FindAsync(request));

        Assert.False(request.HasUnsupportedKeys());
        Assert.All(attributes.Split(' ').Select(Named), tag => Assert.Equal(image.GetStrings(tag), answer.GetStrings(tag)));
    }

    [SharedTheory]
    [MemberData(nameof(StatementKeys))]
    [Requirement("VEREOS-40")]
    [Requirement("VEREOS-41")]
    [Requirement("OASIS-21")]
    [Requirement("OASIS-22")]
    public async Task Every_key_of_the_statements_is_answered_at_its_level(string statement, string model, string level, string paths)
    {
        _ = statement;
        var image = Image("1.2").SetUInt16(Tags.Rows, 2).SetUInt16(Tags.Columns, 2).SetUInt16(Tags.SamplesPerPixel, 1);
        var identifier = UniqueKeys(level);
        foreach (var path in paths.Split(' '))
            Ask(image, identifier, path);

        await StoreAsync(image);
        var request = Request(identifier, model: model == "Patient Root" ? InformationModel.PatientRoot : InformationModel.StudyRoot);
        var answer = Assert.Single(await FindAsync(request));

        Assert.False(request.HasUnsupportedKeys());
        Assert.All(identifier.Where(element => element.Tag != Tags.SpecificCharacterSet), element =>
            Assert.True(answer.TryGet(element.Tag, out var answered) && !answered.IsEmpty, ElementDictionary.Describe(element.Tag)));
    }

    [Fact]
    public async Task What_is_unsupported_comes_back_empty_as_the_dictionary_has_it()
    {
        await StoreAsync(Image("1.2"));
        var creator = new Tag(0x00090010);
        var identifier = Identifier("STUDY", (Tags.StudyInstanceUID, ""))
            .Set(new Tag(0x00080000), Vr.UL, new byte[4])
            .Set(Tags.WindowCenter, Vr.UN, "40"u8.ToArray())
            .Set(Tags.IconImageSequence, Vr.LO, "x"u8.ToArray())
            .Set(Tags.SeriesDescription, Vr.LO, default)
            .Set(creator, Vr.LO, "ACME 1.0"u8.ToArray())
            .Set(new Tag(0x00091001), Vr.LO, "secret"u8.ToArray());

        var answer = await FindOneAsync(identifier);

        Assert.False(answer.Contains(new Tag(0x00080000)));
        Assert.True(answer.TryGet(Tags.WindowCenter, out var center) && center is { IsEmpty: true, Vr: Vr.DS });
        Assert.True(answer.TryGet(Tags.IconImageSequence, out var icon) && icon is { IsEmpty: true, IsSequence: true });
        Assert.True(answer.TryGet(Tags.SeriesDescription, out var description) && description.IsEmpty);
        Assert.Equal("ACME 1.0", answer.GetString(creator)); // whose block the next one is in
        Assert.True(answer.TryGet(new Tag(0x00091001), out var secret) && secret.IsEmpty);
    }

    [Fact]
    public async Task Uids_come_without_the_padding_of_their_sender()
    {
        await StoreAsync(Image("1.2").Set(Tags.StudyInstanceUID, Vr.UI, "1.2 "u8.ToArray()).Set(Tags.SOPInstanceUID, Vr.UI, "1.2.1.1\0 \0"u8.ToArray()));

        var answer = await FindOneAsync(Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.SOPInstanceUID, "")));

        Assert.True(answer.TryGet(Tags.StudyInstanceUID, out var study) && study.Value.Span.SequenceEqual("1.2"u8));
        Assert.True(answer.TryGet(Tags.SOPInstanceUID, out var instance) && instance.Value.Span.SequenceEqual("1.2.1.1"u8));
    }

    [Fact]
    public async Task An_instance_tells_the_transfer_syntax_that_it_is_stored_in()
    {
        await StoreAsync(Image("1.2"));

        var answer = await FindOneAsync(Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.AvailableTransferSyntaxUID, "")));

        Assert.Equal(TransferSyntax.ExplicitVrLittleEndian.Uid.Value, answer.GetString(Tags.AvailableTransferSyntaxUID));
    }

    [Fact]
    public async Task Of_a_sequence_the_items_that_match_come_back()
    {
        DataSet Code(string value, string meaning) => new DataSet().SetString(Tags.CodeValue, value).SetString(Tags.CodeMeaning, meaning);
        await StoreAsync(Image("1.2").SetItems(Tags.ProcedureCodeSequence, Code("A", "alpha"), Code("B", "beta"), Code("AB", "both")));
        async Task<string> MeaningsAsync(string value)
        {
            var answer = await FindOneAsync(Identifier("STUDY").SetItems(Tags.ProcedureCodeSequence, Code(value, "")));
            return string.Join(',', answer.GetItems(Tags.ProcedureCodeSequence).Select(item => item.GetString(Tags.CodeMeaning)));
        }

        Assert.Equal("beta", await MeaningsAsync("B"));
        Assert.Equal("alpha,both", await MeaningsAsync("A*"));
        Assert.Equal("alpha,beta,both", await MeaningsAsync(""));
    }

    [Fact]
    public async Task All_values_of_an_attribute_come_back_when_one_matches()
    {
        await StoreAsync(Image("1.2").SetString(Tags.OtherPatientIDs, @"A\B\C"));

        Assert.Equal(["A", "B", "C"], (await FindOneAsync(Identifier("STUDY", (Tags.OtherPatientIDs, "B")))).GetStrings(Tags.OtherPatientIDs));
    }

    [Fact]
    public async Task An_offset_from_utc_is_never_answered_empty()
    {
        await StoreAsync(Image("1"), Image("2").SetString(Tags.TimezoneOffsetFromUTC, "+0100"));

        var answers = await FindAsync(Identifier("STUDY", (Tags.StudyInstanceUID, ""), (Tags.TimezoneOffsetFromUTC, "")));

        Assert.Equal([null, "+0100"], answers.OrderBy(answer => answer.GetString(Tags.StudyInstanceUID), StringComparer.Ordinal).Select(answer => answer.GetString(Tags.TimezoneOffsetFromUTC)));
    }

    [Theory]
    [InlineData("20260705", "233000.25", "+0000", "20260706", "083000.25", "+0900")]
    [InlineData("20260706", "0200", "+0930", "20260706", "013000", "+0900")]
    [InlineData("20260706", "0200", "+0900", "20260706", "0200", "+0900")]
    [InlineData("20260706", "", "+0000", "20260706", "", "+0900")]
    [InlineData("99991231", "2330", "+0000", "99991231", "083000", "+0900")] // no calendar goes on
    [InlineData("unknown", "2330", "+0000", "unknown", "083000", "+0900")]
    [InlineData("20260706", "soon", "+0000", "20260706", "soon", "+0900")]
    [InlineData("20260706", "0200", "", "20260706", "0200", null)] // nobody knows where that clock stood
    public async Task Dates_and_times_are_answered_at_the_offset_of_the_query_when_negotiated(
        string date, string time, string offset, string expectedDate, string expectedTime, string? expectedOffset)
    {
        await StoreAsync(Image("1.2").SetString(Tags.StudyDate, date).SetString(Tags.StudyTime, time).SetString(Tags.TimezoneOffsetFromUTC, offset)
            .SetString(Tags.PatientBirthDate, "19700101"));
        var identifier = Identifier("STUDY", (Tags.StudyDate, ""), (Tags.StudyTime, ""), (Tags.PatientBirthDate, ""), (Tags.TimezoneOffsetFromUTC, "+0900"));

        var answer = await FindOneAsync(identifier, QueryFeatures.TimezoneAdjustment);

        Assert.Equal((expectedDate, expectedTime), (answer.GetString(Tags.StudyDate), answer.GetString(Tags.StudyTime)));
        Assert.Equal("19700101", answer.GetString(Tags.PatientBirthDate));
        Assert.Equal(expectedOffset, answer.GetString(Tags.TimezoneOffsetFromUTC) is { Length: > 0 } answered ? answered : null);
    }

    [Fact]
    public async Task A_date_time_is_answered_with_its_own_offset_when_the_answer_has_another()
    {
        await StoreAsync(Image("1.2").SetString(Tags.AcquisitionDateTime, "20260706020000").SetString(Tags.TimezoneOffsetFromUTC, "+0100"));

        var answer = await FindOneAsync(
            Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.AcquisitionDateTime, ""), (Tags.TimezoneOffsetFromUTC, "-0500")),
            QueryFeatures.TimezoneAdjustment);

        Assert.Equal(("20260706020000+0100", "-0500"), (answer.GetString(Tags.AcquisitionDateTime), answer.GetString(Tags.TimezoneOffsetFromUTC)));
    }

    [Fact]
    public async Task Dates_and_times_inside_sequences_are_answered_at_the_offset_of_the_query_too()
    {
        var step = new DataSet().SetString(Tags.ScheduledProcedureStepStartDate, "20260705").SetString(Tags.ScheduledProcedureStepStartTime, "2330").SetString(Tags.ScheduledProcedureStepID, "S");
        await StoreAsync(Declared(Image("1.2"), "ISO_IR 100").SetString(Tags.TimezoneOffsetFromUTC, "+0000").SetString(Tags.SeriesDescription, "Ä")
            .SetItems(Tags.RequestAttributesSequence, step));

        var answer = await FindOneAsync(
            Utf8(Identifier("SERIES", (Tags.StudyInstanceUID, "1.2"), (Tags.TimezoneOffsetFromUTC, "+0100"), (Tags.SeriesDescription, ""))).SetItems(Tags.RequestAttributesSequence),
            QueryFeatures.TimezoneAdjustment);

        var item = Assert.Single(answer.GetItems(Tags.RequestAttributesSequence));
        Assert.Equal(
            ("20260706", "003000", "S"),
            (item.GetString(Tags.ScheduledProcedureStepStartDate), item.GetString(Tags.ScheduledProcedureStepStartTime), item.GetString(Tags.ScheduledProcedureStepID)));
        Assert.Equal(("+0100", "Ä"), (answer.GetString(Tags.TimezoneOffsetFromUTC), answer.GetString(Tags.SeriesDescription)));
    }

    private static DataSet UniqueKeys(string level)
    {
        var identifier = Identifier(level, (Tags.PatientID, "P1"));
        if (level is not "PATIENT")
            identifier.SetString(Tags.StudyInstanceUID, "1.2");
        if (level is "SERIES" or "IMAGE")
            identifier.SetString(Tags.SeriesInstanceUID, "1.2.1");
        return level is "IMAGE" ? identifier.SetString(Tags.SOPInstanceUID, "") : identifier;
    }

    /// <summary>Asks for an attribute by its path, universally, and gives the object a value of it.</summary>
    private static void Ask(DataSet image, DataSet identifier, string path)
    {
        var tags = path.Split('/').Select(text => Tag.TryParse(text, out var tag) ? tag : throw new FormatException(path)).ToList();
        foreach (var sequence in tags[..^1])
        {
            image = Open(image, sequence);
            identifier = Open(identifier, sequence);
        }

        var vr = ElementDictionary.GetVr(tags[^1]);
        if (vr == Vr.SQ)
        {
            Open(image, tags[^1]).SetString(Tags.CodeValue, "X");
            Open(identifier, tags[^1]);
            return;
        }

        if (!image.Contains(tags[^1]) && vr.IsText() && ElementDictionary.TryGet(tags[^1], out _))
            image.SetString(tags[^1], SampleOf(vr));
        if (!identifier.Contains(tags[^1]))
            identifier.Set(tags[^1], vr, default);
    }

    private static DataSet Open(DataSet around, Tag sequence)
    {
        if (around.GetItems(sequence) is [var item, ..])
            return item;
        var opened = new DataSet();
        around.SetItems(sequence, opened);
        return opened;
    }

    private static string SampleOf(Vr vr) => vr switch
    {
        Vr.DA => "20260102",
        Vr.TM => "101500",
        Vr.DT => "20260102101500",
        Vr.UI => "1.2.3",
        Vr.IS or Vr.DS => "1",
        Vr.AS => "045Y",
        Vr.CS => "A",
        _ => "text",
    };

    private static TheoryData<string, string, string, string> ReadStatementKeys()
    {
        var keys = new TheoryData<string, string, string, string>();
        foreach (var file in SharedFiles.Find("modalities", "*.json"))
        {
            using var statement = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.PathOf("modalities", file)));
            if (!statement.RootElement.TryGetProperty("activities", out var activities))
                continue;
            foreach (var request in activities.EnumerateArray()
                .Where(activity => activity.TryGetProperty("requests", out _)).SelectMany(activity => activity.GetProperty("requests").EnumerateArray()))
            {
                var level = request.TryGetProperty("level", out var text) ? text.GetString() : null;
                if (request.GetProperty("dimse").GetString()!.StartsWith("C-FIND", StringComparison.Ordinal) && level is "PATIENT" or "STUDY" or "SERIES" or "IMAGE")
                {
                    keys.Add(
                        Path.GetFileNameWithoutExtension(file), request.TryGetProperty("model", out var model) ? model.GetString()! : "Study Root", level,
                        string.Join(' ', request.GetProperty("attributes").EnumerateArray().Select(attribute => attribute.GetProperty("path").GetString())));
                }
            }
        }

        return keys;
    }
}
