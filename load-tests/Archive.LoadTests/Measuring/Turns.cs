using System.Diagnostics;
using System.Globalization;

namespace Archive.LoadTests.Measuring;

/// <summary>
/// Runs that alternate, so that a machine whose mood changes treats all alike. Each round begins with another one, and before
/// each run everything that others have written is on the disk: nobody pays for another's page cache.
/// </summary>
internal static class Turns
{
    /// <summary>Returns for each of <paramref name="who"/> the results of all rounds: those at one index stood side by side.</summary>
    /// <param name="measureAsync">Given who it is and the number of the round, from 0.</param>
    public static async Task<TResult[][]> RunAsync<TWho, TResult>(
        IReadOnlyList<TWho> who, int rounds, Func<TWho, int, Task<TResult>> measureAsync, CancellationToken cancellationToken)
    {
        var results = who.Select(_ => new TResult[rounds]).ToArray();
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < who.Count; turn++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var index = (round + turn) % who.Count;
                await SyncAsync();
                results[index][round] = await measureAsync(who[index], round);
            }

            SayHowLong(clock.Elapsed, round + 1, rounds);
        }

        return results;
    }

    private static async Task SyncAsync()
    {
        using var sync = Process.Start("sync");
        await sync.WaitForExitAsync(CancellationToken.None);
    }

    private static void SayHowLong(TimeSpan elapsed, int done, int rounds) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"round {done} of {rounds}, {elapsed.TotalSeconds:0} s; about {elapsed.TotalSeconds / done * (rounds - done):0} s to go"));
}
