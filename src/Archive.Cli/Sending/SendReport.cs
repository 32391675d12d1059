using System.Globalization;
using Archive.Cli.Connections;
using Archive.Protocol.Dimse;

namespace Archive.Cli.Sending;

/// <summary>Counts what becomes of the files, and keeps why, grouped by reason. Thread-safe.</summary>
internal sealed class SendReport(RefusedFiles? refusedFiles)
{
    // A reason may name a place within an object, and so be of one object alone: what is kept stays bounded.
    private const int MaxProblems = 1000;
    private const int MaxExamples = 3;
    private const string OtherReasons = "Other reasons";

    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[Enum.GetValues<SendOutcome>().Length];
    private readonly Dictionary<(SendOutcome Outcome, string Status, string Reason), (long Count, List<string> Examples)> _problems = [];
    private long _bytes;

    /// <summary>Files that there are to send, as far as counted.</summary>
    public long FilesFound { get; private set; }

    /// <summary>Every file was counted.</summary>
    public bool IsFindingComplete { get; set; }

    /// <summary>Of the files that the peer has.</summary>
    public long BytesStored
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<Problem> Problems
    {
        get
        {
            lock (_lock)
                return [.. _problems.Select(pair => new Problem(pair.Key.Outcome, pair.Key.Status, pair.Key.Reason, pair.Value.Count, [.. pair.Value.Examples])).OrderByDescending(problem => problem.Count)];
        }
    }

    public long Count(params ReadOnlySpan<SendOutcome> outcomes)
    {
        lock (_lock)
        {
            var sum = 0L;
            foreach (var outcome in outcomes)
                sum += _counts[(int)outcome];
            return sum;
        }
    }

    public void AddFound()
    {
        lock (_lock)
            FilesFound++;
    }

    public void AddAnswer(OutgoingFile file, CStoreResponse response)
    {
        var outcome = response.Status.Class switch
        {
            DimseStatusClass.Success => SendOutcome.Stored,
            DimseStatusClass.Warning => SendOutcome.Warning,
            _ => SendOutcome.Refused,
        };
        Add(file.Path.ToString(), outcome, string.Create(CultureInfo.InvariantCulture, $"{response.Status.Code:X4}"), PeerErrors.Describe(response), file);
    }

    /// <param name="status">See <see cref="Problem"/>.</param>
    /// <param name="file">Null when the file does not say what it holds.</param>
    public void Add(string path, SendOutcome outcome, string status, string reason, OutgoingFile? file = null)
    {
        lock (_lock)
        {
            _counts[(int)outcome]++;
            if (outcome is SendOutcome.Stored or SendOutcome.Warning)
                _bytes += file!.Length;
            if (outcome is SendOutcome.Stored or SendOutcome.Directory)
                return;
            var key = (outcome, status, reason);
            if (!_problems.ContainsKey(key) && _problems.Count >= MaxProblems)
                key = (outcome, "", OtherReasons);
            var (count, examples) = _problems.GetValueOrDefault(key, (0, []));
            if (examples.Count < MaxExamples)
                examples.Add(path);
            _problems[key] = (count + 1, examples);
            refusedFiles?.Add(path, outcome, status, reason, file);
        }
    }
}
