using System.Text;
using System.Text.RegularExpressions;
using Archive.Actors.Workflow.Hl7;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Actors.Tests.Workflow.Hl7;

public sealed partial class Hl7MappingTests
{
    [Fact]
    public void A_file_of_a_site_says_what_is_otherwise()
    {
        var mapping = Read("""
            {
              "timeZone": "Asia/Tokyo", "newOrder": "replace", "studyUidSeed": "south", // as of May
              "patient": { "EthnicGroup": null, "PatientComments": { "from": "PID-31", "default": "none", }, },
              "step": { "Modality": { "from": { "path": "OBR-4.1", "table": "byCode" }, "required": true } },
              "tables": { "byCode": { "X1": "DX" }, "sex": { "D": "O" } },
              "orderStatus": { "HD": "Scheduled" }
            }
            """);

        Assert.Equal(("Asia/Tokyo", PutKind.Replace, "south"), (mapping.TimeZone.Id, mapping.NewOrder, mapping.StudyUidSeed));
        Assert.DoesNotContain(mapping.Patient, attribute => attribute.Tag == Tags.EthnicGroup);
        Assert.Equal("none", mapping.Patient.Single(attribute => attribute.Tag == Tags.PatientComments).Default);
        var modality = mapping.Step.Single(attribute => attribute.Tag == Tags.Modality);
        Assert.Equal("DX", Assert.Single(modality.From).Table!["x1"]);
        var sex = mapping.Patient.Single(attribute => attribute.Tag == Tags.PatientSex).From[0].Table!;
        Assert.Equal(("F", "O"), (sex["F"], sex["D"]));
        Assert.Equal(ScheduledStepStatus.Scheduled, mapping.OrderStatus["HD"]);
        Assert.Equal(Hl7Mapping.Default.Order.Count, mapping.Order.Count);
    }

    [Theory]
    [InlineData("{ \"patient\": }", "line 1: this is no JSON")]
    [InlineData("{\n  \"patients\": {}\n}", "line 2: 'patients' is nothing of a mapping, which has timeZone")]
    [InlineData("{\n\n  \"timeZone\": \"Mars/Olympus\"\n}", "line 3: 'Mars/Olympus' is no time zone")]
    [InlineData("{ \"newOrder\": \"merge\" }", "'newOrder' is 'merge'; it is 'create' or 'replace'")]
    [InlineData("{ \"patient\": {\n \"PatientNam\": { \"from\": \"PID-5\" } } }", "line 2: 'PatientNam' is no keyword")]
    [InlineData("{ \"patient\": {\n \"PatientName\":\n { \"form\": \"PID-5\" } } }", "line 3: 'form' says nothing of PatientName; an attribute has from")]
    [InlineData("{ \"patient\": { \"PatientName\": { \"from\": \"PID5\" } } }", "'PID5' is no path such as PID-3.1")]
    [InlineData("{ \"patient\": { \"PatientName\": { \"from\": \"PID-0\" } } }", "'PID-0' is no path")]
    [InlineData("{ \"patient\": { \"PatientName\": { \"from\": [\n\"PID-5\",\n{ \"path\": \"PID-5\", \"as\": \"name\" } ] } } }", "line 3: nothing is converted as 'name', but as text, personName")]
    [InlineData("{ \"patient\": { \"PatientSex\": { \"from\": { \"path\": \"PID-8\", \"table\": \"gender\" } } } }", "there is no table 'gender'; there are sex")]
    [InlineData("{ \"patient\": { \"PatientSex\": { \"from\": { \"table\": \"sex\" } } } }", "a source of PatientSex is a path or an attribute")]
    [InlineData("{ \"patient\": { \"PatientSex\": { \"from\": { \"attribute\": \"Modality\" } } } }", "'Modality' is no attribute that is mapped before PatientSex")]
    [InlineData("{ \"patient\": { \"PatientSex\": { } } }", "PatientSex has neither 'from' nor 'default'")]
    [InlineData("{ \"patient\": { \"PatientSex\": { \"from\": \"PID-8\", \"required\": \"yes\" } } }", "'required' is true or false")]
    [InlineData("{ \"step\": { \"ScheduledStationAETitle\": { \"default\": \"A TITLE THAT IS TOO LONG\" } } }", "the default 'A TITLE THAT IS TOO LONG' is no value of ScheduledStationAETitle")]
    [InlineData("{ \"step\": { \"PatientName\": { \"from\": \"PID-5\" } } }", "PatientName is mapped in two places")]
    [InlineData("{ \"patient\": { \"PatientID\": null } }", "Patient ID (0010,0020) is mapped from nowhere")]
    [InlineData("{ \"patient\": { \"PixelData\": { \"from\": \"PID-5\" } } }", "PixelData has the VR OW")]
    [InlineData("{ \"order\": { \"RequestedProcedureCodeSequence\": { \"from\": { \"path\": \"OBR-4\", \"as\": \"text\" } } } }", "is a sequence")]
    [InlineData("{ \"tables\": { \"sex\": {\n \"M\": 1 } } }", "line 2: 'M' is no text in quotes")]
    [InlineData("{ \"orderStatus\": { \"HD\": \"HELD\" } }", "'HELD' is no status of a scheduled step")]
    [InlineData("[]", "line 1: the mapping is no object")]
    public void What_is_wrong_in_a_file_is_said_with_its_line(string json, string message)
    {
        var wrong = Assert.Throws<Hl7MappingException>(() => Read(json));

        Assert.StartsWith("site.json", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PID-3.1")]
    [InlineData("PID-3[5=MR|PI].4.2")]
    [InlineData("OBX[3.1=29463-7|3141-9]-5")]
    public void A_path_is_written_as_it_was_read(string text)
    {
        Assert.True(Hl7Path.TryParse(text, out var path));
        Assert.Equal(text, path.ToString());
    }

    [Fact]
    public void The_manual_has_every_attribute_of_the_built_in_mapping_with_its_sources()
    {
        var manual = File.ReadAllLines(Path.Combine(SharedFiles.RepositoryRoot, "docs", "formats", "hl7-mapping.md"))
            .Select(line => Row().Match(line)).Where(row => row.Success)
            .Select(row => $"{row.Groups["tag"].Value} {string.Join(", ", Code().Matches(row.Groups["sources"].Value).Select(match => match.Groups[1].Value.Replace(@"\|", "|", StringComparison.Ordinal)))}");

        var mapping = Hl7Mapping.Default;
        var built = mapping.Patient.Concat(mapping.Order).Concat(mapping.Step)
            .Select(attribute => $"{attribute.Tag} {string.Join(", ", attribute.From.Select(source => source.Path?.ToString() ?? "Modality"))}");
        Assert.Equal(built, manual);
    }

    private static Hl7Mapping Read(string json) => Hl7Mapping.Read("site.json", Encoding.UTF8.GetBytes(json));

    [GeneratedRegex(@"^\| [^|]+ (?<tag>\([0-9A-F]{4},[0-9A-F]{4}\)) \| (?<sources>[^|]+(?:\\\|[^|]+)*) \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
