using System.Globalization;

namespace Archive.Storage.Blobs;

/// <summary>How long the storage takes to make new data durable, measured before it has anything else to do.</summary>
/// <param name="Flushes">How many were measured.</param>
/// <param name="Each">How long one took, of most.</param>
public sealed record FlushTest(int Flushes, TimeSpan Each)
{
    private const int Count = 100;
    private const int Bytes = 4096;

    /// <summary>Less than any device takes that waits for its medium or for memory that outlives a power cut.</summary>
    private static readonly TimeSpan Implausible = TimeSpan.FromMicroseconds(50);

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>A sentence for the operator; null when there is nothing to say.</summary>
    public string? Warning => Each switch
    {
        _ when Each < Implausible => Say(
            "That is faster than storage can be: it probably only says that data is safe. A power cut may then lose objects that were acknowledged."),
        _ when Each > Slow => Say("That is slow: every object waits for such a flush, and small ones come no faster than those that they share."),
        _ => null,
    };

    /// <summary>Writes and flushes a file in the folder, and deletes it. Takes no longer than three seconds and one flush.</summary>
    internal static FlushTest Run(FileOperations files, string folder, TimeProvider time)
    {
        var path = Path.Combine(folder, "flush-test");
        files.Delete(path); // of one who ended amid this
        try
        {
            using var file = files.Create(path);
            files.Allocate(file, 0, Count * Bytes);
            var bytes = new byte[Bytes];
            var durations = new List<TimeSpan>(Count);
            var begun = time.GetTimestamp();
            while (durations.Count < Count && time.GetElapsedTime(begun) < Limit)
            {
                new Random(durations.Count).NextBytes(bytes);
                files.Write(file, bytes, (long)durations.Count * Bytes);
                var flushing = time.GetTimestamp();
                files.FlushData(file);
                durations.Add(time.GetElapsedTime(flushing));
            }

            durations.Sort();
            return new FlushTest(durations.Count, durations[durations.Count / 2]);
        }
        finally
        {
            files.Delete(path);
        }
    }

    private string Say(string meaning) =>
        string.Create(CultureInfo.InvariantCulture, $"A flush of new data to the volumes takes {Each.TotalMilliseconds:0.000} ms ({Flushes} tried). {meaning}");
}
