using Archive.LoadTests.Load;

namespace Archive.LoadTests.Tests.Load;

public sealed class LiveViewTests
{
    [Fact]
    public void The_view_has_no_line_that_is_too_wide_none_too_many_and_nothing_that_moves_the_cursor()
    {
        var recorder = new RunRecorder(new RunClock(TimeSpan.FromSeconds(-3)), TimeSpan.FromSeconds(10)); // three seconds after the begin
        var store = recorder.Of("ct", "Store");
        recorder.Complete(recorder.Begin(store, TimeSpan.FromSeconds(1), "t"), new Outcome(0, new Failure("A700", "\e[2J\nno room" + new string('x', 300))));

        var lines = LiveView.Draw(recorder, 100, 30);

        Assert.Contains(lines, line => line.Contains("ct Store", StringComparison.Ordinal) && line.Contains("failed      1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("! 1 × ct Store: A700: ·[2J·no room", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= 100));
        Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
        Assert.Equal(4, LiveView.Draw(recorder, 100, 4).Count);
    }

    [Fact]
    public void The_line_for_a_file_says_what_was_planned_and_done()
    {
        var recorder = new RunRecorder(new RunClock(TimeSpan.FromSeconds(-3)), TimeSpan.FromSeconds(10));
        recorder.Begin(recorder.Of("ct", "Store"), TimeSpan.FromSeconds(1), "t");

        Assert.Matches(@"^ +3 s  planned +0\.3/s  done +0\.0/s  failed +0 .* in flight +1", LiveView.Line(recorder));
    }

    [Fact]
    public void A_sparkline_is_as_high_as_its_highest() => Assert.Equal(" ▄█", LiveView.Spark([0, 50, 100]));
}
