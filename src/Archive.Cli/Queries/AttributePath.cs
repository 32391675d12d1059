using Archive.Protocol.Data;

namespace Archive.Cli.Queries;

/// <summary>
/// An attribute as it is written on the command line: <c>PatientID</c>, <c>0010,0020</c>, or within sequences
/// <c>RequestAttributesSequence.RequestedProcedureID</c>.
/// </summary>
/// <param name="Sequences">From the outermost inwards; none for an attribute of the level itself.</param>
internal sealed record AttributePath(IReadOnlyList<Tag> Sequences, Tag Tag)
{
    public AttributePath(Tag tag)
        : this([], tag)
    {
    }

    public Vr Vr => ElementDictionary.GetVr(Tag);

    /// <exception cref="CommandException">A part is no attribute, or one that others are to be in is no sequence.</exception>
    public static AttributePath Parse(string text)
    {
        Tag[] tags = [.. text.Split('.').Select(ParseTag)];
        foreach (var tag in tags[..^1])
        {
            if (ElementDictionary.GetVr(tag) != Vr.SQ)
                throw new CommandException($"'{text}': {ElementDictionary.Describe(tag)} is no sequence, nothing is in it.");
        }

        return new AttributePath(tags[..^1], tags[^1]);
    }

    /// <summary>Keywords, or digits where there are none, as <see cref="Parse"/> reads them.</summary>
    public override string ToString() => string.Join('.', Sequences.Append(Tag).Select(
        tag => ElementDictionary.TryGet(tag, out var entry) && entry.Keyword.Length > 0 ? entry.Keyword : $"{tag.Group:X4},{tag.Element:X4}"));

    public bool Equals(AttributePath? other) => other is not null && Tag == other.Tag && Sequences.SequenceEqual(other.Sequences);

    public override int GetHashCode() => Tag.GetHashCode();

    /// <summary>The values in a data set: those of every item where the attribute is within sequences.</summary>
    public IEnumerable<string> ValuesIn(DataSet dataSet)
    {
        IEnumerable<DataSet> places = [dataSet];
        foreach (var sequence in Sequences)
            places = places.SelectMany(place => place.GetItems(sequence));
        return places.SelectMany(place => place.GetStrings(Tag));
    }

    private static Tag ParseTag(string text) => ElementDictionary.TryFind(text, out var tag) || Tag.TryParse(text, out tag)
        ? tag
        : throw new CommandException($"'{text}' is no attribute: give a keyword as of PS3.6, such as PatientID, or gggg,eeee.");
}
