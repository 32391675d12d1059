using System.Globalization;
using Archive.LoadTests.Compare;

if (args is not ["compare", var node, var workDirectory, var rounds, .. var only])
{
    Console.Error.WriteLine("Usage: compare NODE-EXECUTABLE WORK-DIRECTORY ROUNDS [PART-OF-WORKLOAD-NAME ...]   (load-tests/compare-store.sh calls it)");
    return 1;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
return await CompareCommand.RunAsync(node, workDirectory, int.Parse(rounds, CultureInfo.InvariantCulture), only, stop.Token);
