using Archive.Storage.Blobs;
using Archive.Testing;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Tests.Blobs;

public sealed class FlushTestTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(10, 100, "faster than storage can be")]
    [InlineData(49, 100, "faster than storage can be")]
    [InlineData(50, 100, null)]
    [InlineData(3_000, 100, null)]
    [InlineData(31_000, 97, null)]
    [InlineData(60_000, 50, "That is slow")]
    [InlineData(4_000_000, 1, "That is slow")]
    public void The_operator_is_told_of_flushes_that_are_too_fast_or_too_slow_and_the_test_has_an_end(int microseconds, int flushes, string? warning)
    {
        var files = new SteadyFiles(TimeSpan.FromMicroseconds(microseconds));

        var test = FlushTest.Run(files, _directory.Path, files.Time);

        Assert.Equal((flushes, TimeSpan.FromMicroseconds(microseconds)), (test.Flushes, test.Each));
        if (warning is null)
            Assert.Null(test.Warning);
        else
            Assert.Contains(warning, test.Warning, StringComparison.Ordinal);
        Assert.Empty(_directory.Files("*"));
    }

    [Fact]
    public void A_file_that_an_earlier_test_left_is_in_nobody_s_way()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "flush-test"), "half");

        Assert.Equal(100, FlushTest.Run(new FileOperations(), _directory.Path, new ManualTimeProvider()).Flushes);
    }

    /// <summary>Each flush takes as long as the other.</summary>
    private sealed class SteadyFiles(TimeSpan duration) : FileOperations
    {
        public ManualTimeProvider Time { get; } = new();

        public override void FlushData(SafeFileHandle file) => Time.Advance(duration);
    }
}
