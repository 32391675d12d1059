using System.Diagnostics;
using System.Globalization;
using Archive.Cli.Terminals;
using Archive.Protocol.Dimse;

namespace Archive.Cli.Receiving;

/// <summary>How far the peer says that its C-STORE sub-operations are (PS3.7 9.1.3.1).</summary>
/// <param name="describeReceived">What is known beside the counters.</param>
internal sealed class RetrieveCounters(Func<string> describeReceived)
{
    private const int BarWidth = 20;

    private readonly long _started = Stopwatch.GetTimestamp();
    private volatile RetrieveResponse? _last;

    /// <summary>The peer gave no counters at all: it need not (PS3.7 9.1.3.1.6).</summary>
    public bool AreAbsent => _last?.NumberOfCompletedSuboperations is null;

    public int Completed { get; private set; }

    public int Warning => _last?.NumberOfWarningSuboperations ?? 0;

    public int Failed => _last?.NumberOfFailedSuboperations ?? 0;

    public int Remaining { get; private set; }

    /// <summary>
    /// Counters that a response leaves out are those of the one before it: peers need not repeat them at the end. When that says success,
    /// all that remained was done (PS3.4 C.4.2.1.5).
    /// </summary>
    public void Take(RetrieveResponse response)
    {
        if (response.NumberOfCompletedSuboperations is not null || _last is null)
        {
            _last = response;
            Completed = response.NumberOfCompletedSuboperations ?? 0;
            Remaining = response.NumberOfRemainingSuboperations ?? 0;
        }
        else if (response.Status.IsSuccess)
        {
            Completed += Remaining;
            Remaining = 0;
        }
    }

    public override string ToString()
    {
        var done = Completed + Warning + Failed;
        var whole = done + Remaining;
        var elapsed = Stopwatch.GetElapsedTime(_started);
        return whole == 0
            ? describeReceived()
            : string.Create(CultureInfo.InvariantCulture, $"{ProgressLine.Bar((double)done / whole, BarWidth)} {(double)done / whole,4:0%} {done:#,0}/{whole:#,0}  {done / elapsed.TotalSeconds:#,0}/s  {(Failed > 0 ? $"{Failed:#,0} failed  " : "")}{describeReceived()}");
    }
}
