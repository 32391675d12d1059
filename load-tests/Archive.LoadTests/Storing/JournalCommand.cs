using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Archive.Actors.Studies;
using Archive.LoadTests.Measuring;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.LoadTests.Storing;

/// <summary>
/// What the journal alone takes for an object: the event and the index rows of a CT slice, committed to a database on the disk,
/// with so many appends in flight, each of another study. No network, no volumes.
/// </summary>
internal static class JournalCommand
{
    private static readonly int[] InFlight = [1, 4, 16];

    public static Command Create()
    {
        var work = CommonArguments.Work();
        var rounds = CommonArguments.Rounds(5);
        var appends = new Option<int>("--appends") { Description = "Of each run.", DefaultValueFactory = _ => 3000 };
        var writers = new Option<int>("--postgresql") { Description = "On PostgreSQL, by so many journals at once, as nodes have them; 0 for SQLite.", DefaultValueFactory = _ => 0 };
        var command = new Command("journal", "Appends to the journal with its index rows (journal.sh).") { work, rounds, appends, writers };
        command.SetAction(async (parsed, stop) =>
        {
            var machine = new MachineLoad();
            var database = Path.Combine(parsed.GetRequiredValue(work), "journal");
            var runs = await Turns.RunAsync(InFlight, parsed.GetValue(rounds), (inFlight, _) => RunAsync(database, parsed.GetValue(writers), inFlight, parsed.GetValue(appends)), stop);
            var place = parsed.GetValue(writers) == 0 ? "SQLite" : string.Create(CultureInfo.InvariantCulture, $"PostgreSQL, {parsed.GetValue(writers)} journals");
            Print(runs, string.Create(CultureInfo.InvariantCulture, $"{place}: {parsed.GetValue(appends)} appends, medians of {parsed.GetValue(rounds)} alternating runs (least–most)"));
            machine.Print();
            return 0;
        });
        return command;
    }

    /// <param name="writers">0: SQLite.</param>
    private static async Task<JournalRun> RunAsync(string directory, int writers, int inFlight, int count)
    {
        Directory.CreateDirectory(directory);
        try
        {
            var appends = Enumerable.Range(0, inFlight).Select(study => Prepare(study, count / inFlight)).ToArray();
            await using var journals = writers == 0 ? LoadedJournals.OnSqlite(directory) : await LoadedJournals.OnPostgresAsync(directory, writers);
            await AppendAllAsync(journals, [.. Enumerable.Range(0, inFlight).Select(study => Prepare(study + inFlight, 50))]); // to warm up

            var (cpu, allocated, written) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), WrittenBytes());
            var clock = Stopwatch.StartNew();
            var milliseconds = await AppendAllAsync(journals, appends);
            var seconds = clock.Elapsed.TotalSeconds;
            return new JournalRun(
                milliseconds.Count / seconds, milliseconds.Median(), milliseconds.Percentile(99),
                (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / milliseconds.Count,
                (double)(GC.GetTotalAllocatedBytes() - allocated) / milliseconds.Count, (double)(WrittenBytes() - written) / milliseconds.Count);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<List<double>> AppendAllAsync(LoadedJournals journals, IReadOnlyList<IReadOnlyList<JournalAppend>> studies)
    {
        var milliseconds = await Task.WhenAll(studies.Select(async (appends, study) =>
        {
            var journal = journals[study];
            var times = new List<double>(appends.Count);
            foreach (var append in appends)
            {
                var begin = Stopwatch.GetTimestamp();
                if (!(await journal.AppendAsync(append)).IsCommitted)
                    throw new InvalidOperationException($"{append.Entity} is there already.");
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }

            return times;
        }));
        return [.. milliseconds.SelectMany(times => times)];
    }

    /// <summary>What a study appends for its objects, one after the other.</summary>
    private static List<JournalAppend> Prepare(int study, int count)
    {
        var objects = new ObjectMaker(count);
        var appends = new List<JournalAppend>(count);
        var writer = Guid.NewGuid();
        StudyState? state = null;
        for (var number = 0; number < count; number++)
        {
            var dataSet = objects.MakeHeader((study * count) + number);
            if (!ObjectDescription.TryFrom(dataSet, out var description, out var problem))
                throw new InvalidOperationException(problem);
            state ??= new StudyState(description.Study.Study);
            var blob = new BlobRef(1, number * 600_000L, 400, 525_000, (uint)number);
            var storage = new InstanceStorage(blob, TransferSyntax.ExplicitVrLittleEndian.Uid, DateTimeOffset.UnixEpoch, "LOAD");
            var decision = state.Decide(description, storage, DuplicatePolicy.KeepFirst, ContentMatch.None);
            appends.Add(new JournalAppend(JournalEntity.OfStudy(state.Study), number, writer, 0, [.. decision.Events.Select(StudyEventJson.ToJournal)], decision.Changes));
            foreach (var studyEvent in decision.Events)
                state.Apply(studyEvent);
        }

        return appends;
    }

    private static long WrittenBytes() => long.Parse(
        File.ReadLines("/proc/self/io").First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal)).AsSpan("write_bytes:".Length), CultureInfo.InvariantCulture);

    private static void Print(JournalRun[][] runs, string title)
    {
        var table = new Table("in flight", "CPU ms each", "KB allocated each", "KB written each", "appends/s", "p50 ms", "p99 ms");
        for (var i = 0; i < InFlight.Length; i++)
        {
            table.Add(
            [
                InFlight[i].ToString(CultureInfo.InvariantCulture),
                Of(i, run => run.CpuMilliseconds, "0.00"), Of(i, run => run.AllocatedBytes / 1e3, "0.0"), Of(i, run => run.WrittenBytes / 1e3, "0.0"),
                Of(i, run => run.PerSecond, "0"), Of(i, run => run.P50, "0.00"), Of(i, run => run.P99, "0.0"),
            ]);
        }

        table.Print(title);

        string Of(int index, Func<JournalRun, double> of, string format) => Spread.Of(runs[index].Select(of)).Format(format);
    }

    private sealed record JournalRun(double PerSecond, double P50, double P99, double CpuMilliseconds, double AllocatedBytes, double WrittenBytes);
}
