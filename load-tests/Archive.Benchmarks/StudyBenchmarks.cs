using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>
/// New objects recorded by studies: the ask, shard, persistent entity, journal plugin, and the commit of event and index rows to SQLite on
/// the disk, with the making of the command.
/// </summary>
[MemoryDiagnoser]
[AllocatesOnOtherThreads(Operations = 200)]
public class StudyBenchmarks
{
    private const int Askers = 16;

    private readonly TemporaryDirectory _directory = new();
    private readonly InventedStudy[] _studies = [.. Enumerable.Range(0, Askers).Select(number => new InventedStudy(number))];
    private RunningArchive _archive = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _archive = RunningArchive.StartAsync(_directory.FullPath).GetAwaiter().GetResult();
        SixteenAskersOfAStudyEach();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _archive.Stop();
        _directory.Dispose();
    }

    [Benchmark]
    public void OneAsker() => RecordAsync(_studies[0]).GetAwaiter().GetResult();

    [Benchmark]
    public void SixteenAskersOfAStudyEach() => Task.WhenAll(_studies.Select(RecordAsync)).GetAwaiter().GetResult();

    [Benchmark]
    public void SixteenAskersOfOneStudy() => Task.WhenAll(Enumerable.Range(0, Askers).Select(_ => RecordAsync(_studies[0]))).GetAwaiter().GetResult();

    private Task RecordAsync(InventedStudy study) => _archive.Studies.RecordAsync(study.Next(), CancellationToken.None);
}
