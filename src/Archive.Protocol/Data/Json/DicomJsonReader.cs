using System.Globalization;
using System.Text.Json;

namespace Archive.Protocol.Data.Json;

/// <summary>
/// Reads DICOM JSON Model objects (PS3.18 F.2) into data sets in UTF-8, which declare it where they need to. An element without <c>vr</c> has that of the
/// dictionary. Numbers may stand as strings and the other way round. Bulk data that is elsewhere is not fetched: it is refused.
/// </summary>
public static class DicomJsonReader
{
    private const int MaxDepth = 64; // of JSON: a sequence takes four levels

    /// <summary>Reads one object.</summary>
    /// <exception cref="DicomJsonException">It is none; the message says where.</exception>
    public static DataSet Read(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Read(document.RootElement);
        }
        catch (JsonException malformed)
        {
            throw new DicomJsonException($"This is no JSON: {malformed.Message}", malformed);
        }
    }

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})"/>
    public static DataSet Read(JsonElement json)
    {
        var dataSet = ReadObject(json, string.Empty);
        dataSet.Remove(Tags.SpecificCharacterSet);
        if (NeedsDeclaration(dataSet))
            dataSet.SetStrings(Tags.SpecificCharacterSet, [.. CharacterSet.Utf8.DefinedTerms]);
        return dataSet;
    }

    private static DataSet ReadObject(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new DicomJsonException($"{Place(path)} is no object.");
        var dataSet = new DataSet();
        foreach (var property in json.EnumerateObject())
        {
            var name = $"{path}/{property.Name}";
            if (!TryParseTag(property.Name, out var tag))
                throw new DicomJsonException($"{name} is no attribute: its name must be a tag of eight hexadecimal digits, or a keyword of the dictionary.");
            if (tag.Group is 0xFFFE or <= 0x0002)
                throw new DicomJsonException($"{name} is no attribute that a data set may have.");
            if (!tag.IsGroupLength)
                dataSet.Set(ReadElement(tag, property.Value, name));
        }

        return dataSet;
    }

    private static bool TryParseTag(string name, out Tag tag)
    {
        if (name.Length == 8 && uint.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            tag = new Tag(value);
            return true;
        }

        return ElementDictionary.TryFind(name, out tag);
    }

    private static Element ReadElement(Tag tag, JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new DicomJsonException($"{path} is no object with vr and Value.");
        var vr = ReadVr(tag, json, path);
        if (json.TryGetProperty("BulkDataURI", out _))
            throw new DicomJsonException($"{path} has its value elsewhere (BulkDataURI), which is not fetched.");
        if (json.TryGetProperty("InlineBinary", out var binary))
        {
            return vr is not (Vr.SQ or Vr.None) && binary.ValueKind == JsonValueKind.String && binary.TryGetBytesFromBase64(out var bytes)
                ? new Element(tag, vr, bytes)
                : throw new DicomJsonException($"{path} has an InlineBinary that is no base64.");
        }

        if (!json.TryGetProperty("Value", out var values))
            return vr == Vr.SQ ? Element.Sequence(tag, []) : new Element(tag, vr, default);
        if (values.ValueKind != JsonValueKind.Array)
            throw new DicomJsonException($"{path} has a Value that is no array.");
        if (vr == Vr.SQ)
            return Element.Sequence(tag, [.. values.EnumerateArray().Select((item, index) => ReadObject(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")))]);
        var texts = values.EnumerateArray().Select(value => TextOf(value, path)).ToList();
        return vr.IsText()
            ? new Element(tag, vr, CharacterSet.Utf8.Encode(string.Join('\\', texts), vr, out _))
            : new Element(tag, vr, JsonNumbers.Encode(texts, vr) ?? throw new DicomJsonException($"{path} has a value that is none of VR {vr.ToCode()}."));
    }

    private static Vr ReadVr(Tag tag, JsonElement json, string path)
    {
        if (!json.TryGetProperty("vr", out var code))
            return ElementDictionary.GetVr(tag);
        return code.ValueKind == JsonValueKind.String && code.GetString() is [var first, var second] && first < 0x80 && second < 0x80
            && VrExtensions.TryParse((byte)first, (byte)second, out var vr) && vr.IsKnown()
            ? vr
            : throw new DicomJsonException($"{path} has a vr that is none.");
    }

    private static string TextOf(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null => string.Empty,
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object => NameOf(value, path),
        _ => throw new DicomJsonException($"{path} has a value that is neither text nor number."),
    };

    private static string NameOf(JsonElement value, string path)
    {
        var groups = new string[3];
        foreach (var property in value.EnumerateObject())
        {
            var index = Array.IndexOf(["Alphabetic", "Ideographic", "Phonetic"], property.Name);
            if (index < 0 || property.Value.ValueKind != JsonValueKind.String)
                throw new DicomJsonException($"{path} has a name with '{property.Name}': it has Alphabetic, Ideographic and Phonetic.");
            groups[index] = property.Value.GetString()!;
        }

        return string.Join('=', groups).TrimEnd('=');
    }

    private static bool NeedsDeclaration(DataSet dataSet) => dataSet.Any(element => element.IsSequence
        ? element.Items.Any(NeedsDeclaration)
        : element.Vr.UsesSpecificCharacterSet() && element.Value.Span.ContainsAnyExceptInRange((byte)0, (byte)0x7F));

    private static string Place(string path) => path.Length == 0 ? "The data set" : path;
}
