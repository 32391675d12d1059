using System.Globalization;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>
/// Brings the dates and times of an answer to the offset from UTC of the query (PS3.4 C.4.1.1.3.2). Where an object does
/// not say at which offset its own were taken, all of them stay as they are.
/// </summary>
internal static class AnswerTimes
{
    /// <param name="found">The elements of the answer, each with the data set it comes from; what is not as it was found is replaced or removed.</param>
    public static void Adjust(DataSet answer, List<(Element Element, DataSet Level)> found, TimeSpan offset)
    {
        var moved = found.FindAll(entry => IsMoved(entry.Element));
        if (moved.Count == 0 || !moved.TrueForAll(entry => TryGetOffset(entry.Level, out _)))
            return;
        for (var i = 0; i < found.Count; i++)
        {
            var (element, level) = found[i];
            if (IsMoved(element) && TryGetOffset(level, out var taken))
                found[i] = (Adjust(element, level, taken, offset), level);
            answer.Set(found[i].Element);
        }

        found.RemoveAll(entry => entry.Element.Tag == Tags.TimezoneOffsetFromUTC);
        answer.SetString(Tags.TimezoneOffsetFromUTC, Format(offset));
    }

    private static bool TryGetOffset(DataSet level, out TimeSpan offset) => Moment.TryReadOffset(level.GetString(Tags.TimezoneOffsetFromUTC), out offset);

    private static bool IsMoved(Element element) => element.IsSequence
        ? element.Items.Any(item => item.Any(IsMoved))
        : !element.IsEmpty && (element.Vr == Vr.DT || DateTimePairs.TryGet(element.Tag, out _));

    /// <param name="around">The data set or item that holds the element, and the other one of its pair.</param>
    private static Element Adjust(Element element, DataSet around, TimeSpan taken, TimeSpan offset)
    {
        if (element.IsSequence)
            return Element.Sequence(element.Tag, [.. element.Items.Select(item => Adjust(item, taken, offset))]);
        if (element.Vr == Vr.DT)
            return Ascii(element, string.Join('\\', around.GetStrings(element.Tag).Select(value => WithOffset(value, taken))));
        DateTimePairs.TryGet(element.Tag, out var pair);
        var (date, time) = DateTimePairs.Shift(around.GetString(pair.Date), around.GetString(pair.Time), offset - taken);
        return Ascii(element, element.Tag == pair.Date ? date : time);
    }

    private static DataSet Adjust(DataSet item, TimeSpan taken, TimeSpan offset)
    {
        var adjusted = new DataSet();
        foreach (var element in item)
            adjusted.Set(IsMoved(element) ? Adjust(element, item, taken, offset) : element);
        return adjusted;
    }

    /// <summary>A date-time that does not say its offset would now be taken to be at the answer's.</summary>
    private static string WithOffset(string value, TimeSpan taken) =>
        Moment.TryRead(value, out var moment, out _) && moment.Offset is null ? value + Format(taken) : value;

    private static Element Ascii(Element element, string value) => new(element.Tag, element.Vr, Encoding.ASCII.GetBytes(value));

    private static string Format(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);
}
