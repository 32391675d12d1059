namespace Archive.Protocol.Data;

/// <summary>A rule that is broken, and where; it holds a tag and never a value.</summary>
/// <param name="Tag">The element concerned; of a delimitation item, the sequence or encapsulated element that it is to end.</param>
public readonly record struct Deviation(DeviationKind Kind, Tag Tag)
{
    /// <summary>The words for a log.</summary>
    public override string ToString() => Kind switch
    {
        DeviationKind.DelimiterWithLength => $"{Describe()} has a delimitation item with a length other than 0",
        DeviationKind.DelimiterInsideLength => $"{Describe()} has a length and a delimitation item at its end as well",
        DeviationKind.InvalidVr => $"{Describe()} has VR bytes that are no VR",
        DeviationKind.TrailingZeros => "zero bytes follow the last element",
        DeviationKind.TrailingDelimiter => $"{Describe()} follows the last element",
        DeviationKind.OddLength => $"{Describe()} has an odd length",
        DeviationKind.UnorderedTag => $"{Describe()} is repeated or out of order",
        DeviationKind.FileMetaInformation => $"{Describe()} is file meta information in the data set",
        DeviationKind.CommandGroupLength => $"{Describe()} is the length of a command group in the data set",
        DeviationKind.MissingAttribute => $"{Describe()} is missing",
        DeviationKind.EmptyAttribute => $"{Describe()} is empty",
        DeviationKind.ContradictsSopClass => $"{Describe()} says other than the SOP class",
        DeviationKind.ValueTooLong => $"{Describe()} has a value longer than its VR allows",
        DeviationKind.InvalidValue => $"{Describe()} has a value that its VR does not allow",
        DeviationKind.LeftOutOfIndex => $"{Describe()} is too long for the index and left out of it",
        _ => throw new InvalidOperationException($"{Kind} is no kind of deviation."),
    };

    private string Describe() => Tag == Tag.ItemDelimitation ? "an Item Delimitation Item"
        : Tag == Tag.SequenceDelimitation ? "a Sequence Delimitation Item"
        : ElementDictionary.Describe(Tag);
}
