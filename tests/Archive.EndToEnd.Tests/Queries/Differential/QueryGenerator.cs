using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Testing.Names;

namespace Archive.EndToEnd.Tests.Queries.Differential;

/// <summary>
/// Makes queries out of the attributes of stored objects, the same for the same seed: every model and level, one key or
/// several together, in every kind of matching that PS3.4 C.2.2.2 has without extended negotiation.
/// </summary>
internal sealed class QueryGenerator(IReadOnlyList<DataSet> objects, int seed)
{
    private static readonly InformationModel[] Models = [InformationModel.PatientRoot, InformationModel.StudyRoot, InformationModel.PatientStudyOnly];

    private static readonly Dictionary<string, Tag[]> Attributes = new()
    {
        ["PATIENT"] = [Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.PatientBirthTime, Tags.PatientSex, Tags.EthnicGroup, Tags.OtherPatientIDs],
        ["STUDY"] = [Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.StudyID, Tags.StudyInstanceUID, Tags.StudyDescription, Tags.ReferringPhysicianName, Tags.NameOfPhysiciansReadingStudy, Tags.PatientAge, Tags.Occupation],
        ["SERIES"] = [Tags.Modality, Tags.SeriesNumber, Tags.SeriesInstanceUID],
        ["IMAGE"] = [Tags.InstanceNumber, Tags.SOPInstanceUID],
    };

    private readonly Random _random = new(seed);
    private readonly NameGenerator _names = new(seed);

    public GeneratedQuery Next()
    {
        var model = Pick(Models);
        var levels = model.Levels();
        var depth = _random.Next(levels.Count);
        var level = levels[depth].Level;
        var found = Pick(objects);
        var identifier = new DataSet().SetString(Tags.SpecificCharacterSet, CharacterSet.Utf8.ToString()).SetString(Tags.QueryRetrieveLevel, level);
        foreach (var (_, uniqueKey) in levels.Take(depth))
            identifier.SetString(uniqueKey, GeneratedQuery.TextOf(found, uniqueKey));

        var attributes = model == InformationModel.StudyRoot && level == "STUDY" ? [.. Attributes["PATIENT"], .. Attributes["STUDY"]] : Attributes[level];
        var keys = _random.Next(4);
        foreach (var tag in attributes.OrderBy(_ => _random.Next()))
        {
            if (keys-- > 0)
                identifier.SetString(tag, MakeKey(tag, found));
            else if (_random.Next(2) == 0)
                identifier.SetString(tag, "");
        }

        var query = new GeneratedQuery(model, level, identifier);
        if (!identifier.Contains(query.UniqueKey))
            identifier.SetString(query.UniqueKey, "");
        if (identifier.All(element => identifier.CharacterSet.Decode(element.Value.Span, element.Vr).All(char.IsAscii)))
            identifier.Remove(Tags.SpecificCharacterSet);
        return query;
    }

    /// <summary>A key that the object matches more often than not.</summary>
    private string MakeKey(Tag tag, DataSet found)
    {
        var value = found.GetString(tag) ?? "";
        return ElementDictionary.GetVr(tag) switch
        {
            Vr.UI => MakeUids(tag, value),
            Vr.DA => MakeRange(value, "20240101"),
            Vr.TM => MakeRange(value, "120000"),
            Vr.IS or Vr.AS => value,
            Vr.PN when _random.Next(2) == 0 => _names.Key(value),
            _ => MakePattern(value),
        };
    }

    private string MakeUids(Tag tag, string value) => _random.Next(3) switch
    {
        0 => value,
        1 => string.Join('\\', Enumerable.Range(0, 5).Select(_ => GeneratedQuery.TextOf(Pick(objects), tag)).Append(value).Distinct()),
        _ => "2.25.1",
    };

    private string MakeRange(string value, string other)
    {
        var (first, last) = string.CompareOrdinal(value, other) < 0 ? (value, other) : (other, value);
        return _random.Next(4) switch
        {
            0 => value,
            1 => first.Length > 0 && last.Length > 0 ? $"{first}-{last}" : "",
            2 => $"{other}-",
            _ => $"-{other}",
        };
    }

    private string MakePattern(string value)
    {
        if (value.Length < 3)
            return Pick([value, "*", "?", value + "*"]);
        var start = _random.Next(1, value.Length - 1);
        return _random.Next(8) switch
        {
            0 or 1 => value,
            2 => value[..start] + "*",
            3 => "*" + value[start..],
            4 => string.Create(CultureInfo.InvariantCulture, $"*{value[start]}*"),
            5 => value[..start] + "?" + value[(start + 1)..],
            6 => value.ToUpperInvariant(),
            _ => value[..start],
        };
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
