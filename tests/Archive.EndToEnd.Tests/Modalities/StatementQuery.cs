using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>A query of a conformance statement.</summary>
/// <param name="IsSent">The modality sends it; else it is one that the modality would answer.</param>
internal sealed record StatementQuery(bool IsSent, InformationModel Model, string Level, IReadOnlyList<StatementKey> Keys)
{
    /// <summary>Every key without a value.</summary>
    public DataSet CreateIdentifier()
    {
        var identifier = new DataSet();
        foreach (var key in Keys)
            Add(identifier, key.Tags, key.Vr);
        return identifier.Remove(Tags.SpecificCharacterSet).SetString(Tags.QueryRetrieveLevel, Level);
    }

    private static void Add(DataSet dataSet, ReadOnlySpan<Tag> path, string vr)
    {
        if (path.Length > 1)
        {
            if (dataSet.GetItems(path[0]) is not [var item, ..])
                dataSet.SetItems(path[0], item = new DataSet());
            Add(item, path[1..], vr);
        }
        else if (!dataSet.Contains(path[0]))
        {
            dataSet.Set(vr == "SQ" ? Element.Sequence(path[0], []) : new Element(path[0], ElementDictionary.GetVr(path[0]), ReadOnlyMemory<byte>.Empty));
        }
    }
}

/// <param name="Path">Tags of eight hexadecimal digits with slashes between them, the outermost first.</param>
/// <param name="Use">What the statement says of it: matching, return, required, unique, optional.</param>
/// <param name="Matching">The kinds of matching, such as "single value, wildcard".</param>
internal sealed record StatementKey(string Path, string Vr, string Use, string Matching)
{
    public Tag[] Tags { get; } = [.. Path.Split('/').Select(part => new Tag(uint.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];

    /// <summary>Whether a value may be asked for.</summary>
    public bool IsMatched => Tags.Length == 1 && (Use.Contains("matching", StringComparison.Ordinal) || Use.EndsWith("key", StringComparison.Ordinal));

    /// <summary>Its text in a data set; null when it is not there.</summary>
    public string? TextIn(DataSet dataSet)
    {
        foreach (var sequence in Tags[..^1])
        {
            if (dataSet.GetItems(sequence) is not [var item, ..])
                return null;
            dataSet = item;
        }

        return dataSet.TryGet(Tags[^1], out var element) ? element.IsSequence ? "" : string.Join('\\', dataSet.GetStrings(Tags[^1])) : null;
    }
}
