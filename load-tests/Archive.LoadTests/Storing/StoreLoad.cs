using System.Diagnostics;
using System.Globalization;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Storing;

/// <summary>
/// Sends objects at a fixed rate whatever the archive does (an open loop), over several associations. An object is due at
/// its time; one that waits for the object before it waits on the archive's account, so no stall is left out.
/// </summary>
internal sealed class StoreLoad
{
    private const int Associations = 8;

    private readonly List<double>[] _milliseconds = [.. Enumerable.Range(0, Associations).Select(_ => new List<double>())];

    private StoreLoad()
    {
    }

    /// <summary>From when an object was due, or its association free, to the answer Success.</summary>
    public IEnumerable<double> Milliseconds => _milliseconds.SelectMany(list => list);

    /// <summary>Sends until <paramref name="stop"/>.</summary>
    /// <exception cref="InvalidOperationException">An object was not answered Success.</exception>
    public static async Task<StoreLoad> RunAsync(Contender contender, int objectsPerSecond, CancellationToken stop)
    {
        var load = new StoreLoad();
        var objects = new ObjectMaker();
        var associations = await Task.WhenAll(Enumerable.Range(0, Associations).Select(_ => ScuAssociation.ConnectAsync(
            contender.Call("LOAD").Propose(ObjectMaker.SopClass, TransferSyntax.ExplicitVrLittleEndian), CancellationToken.None)));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(associations.Select(async (association, index) =>
        {
            await using (association)
            {
                for (var number = index; ; number += Associations)
                {
                    var due = TimeSpan.FromSeconds((double)number / objectsPerSecond);
                    var (instance, dataSet) = objects.Make(number);
                    var begin = due;
                    if (clock.Elapsed < due)
                    {
                        await Task.Delay(due - clock.Elapsed, CancellationToken.None);
                        begin = clock.Elapsed; // a timer that comes late is no fault of the archive's
                    }

                    if (stop.IsCancellationRequested)
                        break;
                    var response = await association.StoreAsync(association.GetContext(ObjectMaker.SopClass), instance, new DataSetSource(dataSet), CancellationToken.None);
                    if (response.Status != DimseStatus.Success)
                        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{contender.Name} answered object {number} with {response.Status}."));
                    load._milliseconds[index].Add((clock.Elapsed - begin).TotalMilliseconds);
                }

                await association.ReleaseAsync(CancellationToken.None);
            }
        }));
        return load;
    }

    public static string Describe(IReadOnlyList<StoreLoad> loads) => string.Create(CultureInfo.InvariantCulture,
        $"{loads.Sum(load => load.Milliseconds.Count())} objects of 525 KB stored, p50 {Of(loads, 50)} ms, p99 {Of(loads, 99)} ms, longest {Of(loads, 100)} ms");

    private static string Of(IReadOnlyList<StoreLoad> loads, double percent) => Spread.Of(loads.Select(load => load.Milliseconds.Percentile(percent))).Format("0.0");
}
