using System.Text;
using System.Text.Json;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>
/// Reads mapping files: the built-in one, and over it that of a site. An attribute of the site's file takes the place of the built-in one, null leaves it out,
/// and a table gets the site's entries.
/// </summary>
internal sealed class Hl7MappingReader
{
    private static readonly string[] Names = ["timeZone", "newOrder", "studyUidSeed", "patient", "order", "step", "tables", "orderStatus"];

    /// <summary>An item without them is none that a modality takes (PS3.4 K.6.1.2.2).</summary>
    private static readonly (Tag Tag, string Section)[] Needed =
    [
        (Tags.PatientID, "patient"), (Tags.PatientName, "patient"), (Tags.AccessionNumber, "order"), (Tags.RequestedProcedureID, "order"),
        (Tags.Modality, "step"), (Tags.ScheduledStationAETitle, "step"), (Tags.ScheduledProcedureStepStartDate, "step"), (Tags.ScheduledProcedureStepStartTime, "step"),
    ];

    private readonly Dictionary<string, List<(string Name, JsonLines Value, string File)>> _sections = new(StringComparer.Ordinal) { ["patient"] = [], ["order"] = [], ["step"] = [] };
    private readonly Dictionary<string, Dictionary<string, string>> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ScheduledStepStatus> _orderStatus = new(StringComparer.OrdinalIgnoreCase);
    private TimeZoneInfo _timeZone = TimeZoneInfo.Local;
    private PutKind _newOrder = PutKind.Create;
    private string _seed = "";
    private string _file = "";

    private Hl7MappingReader()
    {
    }

    public static Hl7Mapping ReadDefault()
    {
        var reader = new Hl7MappingReader();
        reader.ReadFile("the built-in mapping", Encoding.UTF8.GetBytes(Hl7Mapping.DefaultText));
        return reader.Build();
    }

    /// <exception cref="Hl7MappingException">Something in it is wrong.</exception>
    public static Hl7Mapping Read(string name, ReadOnlySpan<byte> json)
    {
        var reader = new Hl7MappingReader();
        reader.ReadFile("the built-in mapping", Encoding.UTF8.GetBytes(Hl7Mapping.DefaultText));
        reader.ReadFile(name, json);
        return reader.Build();
    }

    private void ReadFile(string name, ReadOnlySpan<byte> json)
    {
        _file = name;
        JsonLines root;
        try
        {
            root = JsonLines.Read(json);
        }
        catch (JsonException e)
        {
            throw new Hl7MappingException($"{name}, line {e.LineNumber + 1}: this is no JSON: {e.Message.Split(" LineNumber:")[0]}", e);
        }

        foreach (var (member, line, value) in ObjectOf(root, "the mapping"))
        {
            switch (member)
            {
                case "timeZone":
                    _timeZone = TimeZoneInfo.TryFindSystemTimeZoneById(TextOf(value, member), out var zone) ? zone : throw Wrong(value.Line, $"'{value.Text}' is no time zone that this machine knows");
                    break;
                case "newOrder":
                    _newOrder = TextOf(value, member) switch
                    {
                        "create" => PutKind.Create,
                        "replace" => PutKind.Replace,
                        _ => throw Wrong(value.Line, $"'newOrder' is '{value.Text}'; it is 'create' or 'replace'"),
                    };
                    break;
                case "studyUidSeed":
                    _seed = TextOf(value, member);
                    break;
                case "tables":
                    ReadTables(value);
                    break;
                case "orderStatus":
                    ReadOrderStatus(value);
                    break;
                case "patient" or "order" or "step":
                    ReadSection(_sections[member], value, member);
                    break;
                default:
                    throw Wrong(line, $"'{member}' is nothing of a mapping, which has {string.Join(", ", Names)}");
            }
        }
    }

    private void ReadSection(List<(string Name, JsonLines Value, string File)> section, JsonLines value, string name)
    {
        foreach (var (keyword, line, attribute) in ObjectOf(value, name))
        {
            if (!ElementDictionary.TryFind(keyword, out _))
                throw Wrong(line, $"'{keyword}' is no keyword of an attribute (PS3.6)");
            var at = section.FindIndex(entry => string.Equals(entry.Name, keyword, StringComparison.OrdinalIgnoreCase));
            var entry = (keyword, attribute with { Line = line }, _file);
            if (at >= 0)
                section[at] = entry;
            else
                section.Add(entry);
        }
    }

    private void ReadTables(JsonLines tables)
    {
        foreach (var (name, _, entries) in ObjectOf(tables, "tables"))
        {
            if (!_tables.TryGetValue(name, out var table))
                _tables.Add(name, table = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
            foreach (var (code, _, meaning) in ObjectOf(entries, name))
                table[code] = TextOf(meaning, code);
        }
    }

    private void ReadOrderStatus(JsonLines table)
    {
        foreach (var (code, line, meaning) in ObjectOf(table, "orderStatus"))
        {
            _orderStatus[code] = Enum.TryParse<ScheduledStepStatus>(TextOf(meaning, code), ignoreCase: true, out var status) && !char.IsAsciiDigit(meaning.Text[0])
                ? status
                : throw Wrong(line, $"'{meaning.Text}' is no status of a scheduled step: {string.Join(", ", Enum.GetNames<ScheduledStepStatus>()).ToUpperInvariant()}");
        }
    }

    private Hl7Mapping Build()
    {
        var last = _file;
        var before = new HashSet<Tag>();
        var mapping = new Hl7Mapping
        {
            Patient = BuildSection("patient", before),
            Order = BuildSection("order", before),
            Step = BuildSection("step", before),
            OrderStatus = _orderStatus,
            TimeZone = _timeZone,
            NewOrder = _newOrder,
            StudyUidSeed = _seed,
        };
        foreach (var (tag, section) in Needed)
        {
            if (!before.Contains(tag))
                throw new Hl7MappingException($"{last}: {ElementDictionary.Describe(tag)} is mapped from nowhere, and no item can do without; it belongs into '{section}'.");
        }

        return mapping;
    }

    private List<Hl7Attribute> BuildSection(string name, HashSet<Tag> before)
    {
        var attributes = new List<Hl7Attribute>();
        foreach (var (keyword, value, file) in _sections[name])
        {
            _file = file;
            if (value.Kind == JsonTokenType.Null)
                continue;
            var attribute = ReadAttribute(keyword, value, before);
            if (!before.Add(attribute.Tag))
                throw Wrong(value.Line, $"{keyword} is mapped in two places");
            attributes.Add(attribute);
        }

        return attributes;
    }

    private Hl7Attribute ReadAttribute(string keyword, JsonLines value, HashSet<Tag> before)
    {
        ElementDictionary.TryFind(keyword, out var tag);
        var vr = ElementDictionary.GetVr(tag);
        if (vr != Vr.SQ && vr != Vr.US && !vr.IsText())
            throw Wrong(value.Line, $"{keyword} has the VR {vr}, which no field of a message can give");
        var (from, isRequired, takesAll) = (new List<Hl7Source>(), false, false);
        var substitute = default(string);
        foreach (var (member, line, part) in ObjectOf(value, keyword))
        {
            switch (member)
            {
                case "from":
                    from.AddRange((part.Kind == JsonTokenType.StartArray ? part.Members.Select(source => source.Value) : [part]).Select(source => ReadSource(source, keyword, vr, before)));
                    break;
                case "default":
                    substitute = TextOf(part, member);
                    break;
                case "required":
                    isRequired = BooleanOf(part, member);
                    break;
                case "all":
                    takesAll = BooleanOf(part, member);
                    break;
                default:
                    throw Wrong(line, $"'{member}' says nothing of {keyword}; an attribute has from, default, required and all");
            }
        }

        if (substitute is not null && Hl7Values.Problem(substitute, vr) is { } problem)
            throw Wrong(value.Line, $"the default '{substitute}' is no value of {keyword}: {problem}");
        if (from.Count == 0 && substitute is null)
            throw Wrong(value.Line, $"{keyword} has neither 'from' nor 'default'");
        return new Hl7Attribute(tag, vr, from, substitute, isRequired, takesAll);
    }

    private Hl7Source ReadSource(JsonLines value, string keyword, Vr vr, HashSet<Tag> before)
    {
        if (value.Kind == JsonTokenType.String)
            return new Hl7Source(PathOf(value), default, null, ConversionFor(Hl7Conversion.Usual, vr));
        var (path, attribute, conversion) = (default(Hl7Path), default(Tag), Hl7Conversion.Usual);
        var table = default(Dictionary<string, string>);
        foreach (var (member, line, part) in ObjectOf(value, $"a source of {keyword}"))
        {
            var text = TextOf(part, member);
            switch (member)
            {
                case "path":
                    path = PathOf(part);
                    break;
                case "attribute":
                    attribute = ElementDictionary.TryFind(text, out var tag) && before.Contains(tag) ? tag : throw Wrong(line, $"'{text}' is no attribute that is mapped before {keyword}");
                    break;
                case "table":
                    table = _tables.GetValueOrDefault(text) ?? throw Wrong(line, $"there is no table '{text}'; there are {string.Join(", ", _tables.Keys)}");
                    break;
                case "as":
                    conversion = Enum.TryParse<Hl7Conversion>(text, ignoreCase: true, out var known) && !char.IsAsciiDigit(text[0])
                        ? known
                        : throw Wrong(line, $"nothing is converted as '{text}', but as {string.Join(", ", Enum.GetNames<Hl7Conversion>().Skip(1).Select(JsonNamingPolicy.CamelCase.ConvertName))}");
                    break;
                default:
                    throw Wrong(line, $"'{member}' says nothing of a source of {keyword}; it has path or attribute, table and as");
            }
        }

        if (path is null == (attribute == default))
            throw Wrong(value.Line, $"a source of {keyword} is a path or an attribute");
        var chosen = ConversionFor(conversion, vr);
        if ((chosen is Hl7Conversion.Code or Hl7Conversion.OtherIdentifiers) != (vr == Vr.SQ) || (vr == Vr.SQ && (table is not null || path is null)))
            throw Wrong(value.Line, $"{keyword} is {(vr == Vr.SQ ? "a" : "no")} sequence: items are made of a path as code or otherIdentifiers");
        return new Hl7Source(path, attribute, table, chosen);
    }

    private static Hl7Conversion ConversionFor(Hl7Conversion conversion, Vr vr) => conversion != Hl7Conversion.Usual ? conversion : vr switch
    {
        Vr.PN => Hl7Conversion.PersonName,
        Vr.DA => Hl7Conversion.Date,
        Vr.TM => Hl7Conversion.Time,
        Vr.SQ => Hl7Conversion.Code,
        _ => Hl7Conversion.Text,
    };

    private Hl7Path PathOf(JsonLines value) => value.Kind == JsonTokenType.String && Hl7Path.TryParse(value.Text, out var path)
        ? path
        : throw Wrong(value.Line, $"'{value.Text}' is no path such as PID-3.1, PID-3[5=MR].1 or OBX[3.1=29463-7]-5");

    private IReadOnlyList<(string Name, int Line, JsonLines Value)> ObjectOf(JsonLines value, string name) =>
        value.Kind == JsonTokenType.StartObject ? value.Members : throw Wrong(value.Line, $"{name} is no object");

    private string TextOf(JsonLines value, string name) =>
        value.Kind == JsonTokenType.String ? value.Text : throw Wrong(value.Line, $"'{name}' is no text in quotes");

    private bool BooleanOf(JsonLines value, string name) =>
        value.Kind is JsonTokenType.True or JsonTokenType.False ? value.Kind == JsonTokenType.True : throw Wrong(value.Line, $"'{name}' is true or false");

    private Hl7MappingException Wrong(int line, string what) => new($"{_file}, line {line}: {what}.");
}
