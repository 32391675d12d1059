using System.Collections.Frozen;
using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>
/// The attributes of VR DA and TM that say together when something was: those that combined date-time matching joins and
/// that an offset from UTC moves. A birth is in the time of the place of birth and is none of them.
/// </summary>
internal static class DateTimePairs
{
    public static readonly IReadOnlyList<(Tag Date, Tag Time)> All =
    [
        (Tags.StudyDate, Tags.StudyTime),
        (Tags.SeriesDate, Tags.SeriesTime),
        (Tags.AcquisitionDate, Tags.AcquisitionTime),
        (Tags.ContentDate, Tags.ContentTime),
        (Tags.InstanceCreationDate, Tags.InstanceCreationTime),
        (Tags.PerformedProcedureStepStartDate, Tags.PerformedProcedureStepStartTime),
        (Tags.PerformedProcedureStepEndDate, Tags.PerformedProcedureStepEndTime),
        (Tags.ScheduledProcedureStepStartDate, Tags.ScheduledProcedureStepStartTime),
        (Tags.ScheduledProcedureStepEndDate, Tags.ScheduledProcedureStepEndTime),
        (Tags.PresentationCreationDate, Tags.PresentationCreationTime),
    ];

    private static readonly FrozenDictionary<Tag, (Tag Date, Tag Time)> ByTag =
        All.SelectMany(pair => new[] { (pair.Date, pair), (pair.Time, pair) }).ToFrozenDictionary(entry => entry.Item1, entry => entry.pair);

    public static bool TryGet(Tag tag, out (Tag Date, Tag Time) pair) => ByTag.TryGetValue(tag, out pair);

    /// <summary>
    /// What a clock ahead by some time showed at the moment of a date and a time: digits that it does not touch stay as they
    /// are. A date without a time is not moved, nor is what cannot be read.
    /// </summary>
    public static (string Date, string Time) Shift(string? date, string? time, TimeSpan ahead)
    {
        var (day, clock) = (IndexedValue.Date(date), IndexedValue.Time(time));
        if (ahead == TimeSpan.Zero || clock.Length == 0)
            return (date ?? string.Empty, time ?? string.Empty);
        var isDated = DateTime.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) && start.Year is > 1 and < 9999;
        if (!isDated)
            start = new DateTime(2000, 1, 1); // only the time of the day counts
        var moved = start + new TimeSpan(
            int.Parse(clock.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(clock.AsSpan(2, 2), CultureInfo.InvariantCulture), 0) + ahead;
        var seconds = clock[4..].TrimEnd('0');
        var rest = seconds.Length <= 2 ? clock[4..6] : $"{seconds[..2]}.{seconds[2..]}";
        return (
            isDated ? moved.ToString("yyyyMMdd", CultureInfo.InvariantCulture) : date ?? string.Empty,
            moved.ToString("HHmm", CultureInfo.InvariantCulture) + rest);
    }
}
