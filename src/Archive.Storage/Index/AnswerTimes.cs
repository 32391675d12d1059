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
    /// <param name="found">The elements of the answer, each with the data set it comes from.</param>
    public static void Adjust(DataSet answer, IReadOnlyList<(Element Element, DataSet Level)> found, TimeSpan offset)
    {
        var adjusted = new List<Element>();
        foreach (var (element, level) in found)
        {
            if (!IsMoved(element))
                continue;
            if (!Moment.TryReadOffset(level.GetString(Tags.TimezoneOffsetFromUTC), out var taken))
                return;
            adjusted.Add(Adjust(element, level, taken, offset));
        }

        if (adjusted.Count == 0)
            return;
        foreach (var element in adjusted)
            answer.Set(element);
        answer.SetString(Tags.TimezoneOffsetFromUTC, Format(offset));
    }

    private static bool IsMoved(Element element) => !element.IsEmpty && (element.Vr == Vr.DT || DateTimePairs.TryGet(element.Tag, out _));

    private static Element Adjust(Element element, DataSet level, TimeSpan taken, TimeSpan offset)
    {
        if (element.Vr == Vr.DT)
            return Ascii(element, string.Join('\\', level.GetStrings(element.Tag).Select(value => WithOffset(value, taken))));
        DateTimePairs.TryGet(element.Tag, out var pair);
        var (date, time) = DateTimePairs.Shift(level.GetString(pair.Date), level.GetString(pair.Time), offset - taken);
        return Ascii(element, element.Tag == pair.Date ? date : time);
    }

    /// <summary>A date-time that does not say its offset would now be taken to be at the answer's.</summary>
    private static string WithOffset(string value, TimeSpan taken) =>
        Moment.TryRead(value, out var moment, out _) && moment.Offset is null ? value + Format(taken) : value;

    private static Element Ascii(Element element, string value) => new(element.Tag, element.Vr, Encoding.ASCII.GetBytes(value));

    private static string Format(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);
}
