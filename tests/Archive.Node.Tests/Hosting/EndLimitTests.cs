using Archive.Node.Hosting;
using Archive.Testing;

namespace Archive.Node.Tests.Hosting;

/// <summary>A node that ends by itself ends in time, whatever in it hangs.</summary>
public sealed class EndLimitTests
{
    private const int Code = 3;

    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_process_that_does_not_end_by_itself_is_ended_with_the_code_that_it_would_have_ended_with()
    {
        using var limit = new EndLimit(code => _exit.SetResult(code));

        limit.Begin(TimeSpan.FromMilliseconds(1), Code);

        Assert.Equal(Code, await _exit.Task.WaitAsync(Wait.Limit));
    }

    [Fact]
    public void A_process_that_ends_in_time_is_left_alone()
    {
        using (var limit = new EndLimit(code => _exit.SetResult(code)))
            limit.Begin(Timeout.InfiniteTimeSpan, Code);

        Assert.False(_exit.Task.IsCompleted);
    }

    [Fact]
    public void A_process_that_was_not_to_end_by_itself_is_left_alone()
    {
        using (new EndLimit(code => _exit.SetResult(code)))
            Assert.False(_exit.Task.IsCompleted);

        Assert.False(_exit.Task.IsCompleted);
    }
}
