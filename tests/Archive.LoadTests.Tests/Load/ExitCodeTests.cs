using Archive.LoadTests.Load;
using Archive.LoadTests.Reports;

namespace Archive.LoadTests.Tests.Load;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(true, false, null, 0)]
    [InlineData(true, false, true, 0)]
    [InlineData(false, false, null, 2)]
    [InlineData(false, true, null, 3)]
    [InlineData(false, true, false, 4)]
    public void What_went_wrong_is_said_by_the_exit_code_the_worst_first(bool isKept, bool isRigLimit, bool? isVerified, int expected)
    {
        var report = new RunReport
        {
            Run = new RunIdentity { StartedUtc = default, WarmUpSeconds = 0, MeasuredSeconds = 1, Seed = 1, Name = "", Target = "", Machine = "", RigVersion = "" },
            Scenario = default,
            Verdicts = [new ThresholdVerdict { Name = "", Limit = 1, Measured = 1, Unit = "", IsKept = isKept }],
            Operations = [],
            Timeline = [],
            Errors = [],
            Slowest = [],
            Rig = new RigReport { LateShare = 0, IsLimit = isRigLimit, CpuSeconds = 0, CpuPercent = 0, GcPauseMs = 0, Note = "" },
            Verification = isVerified is { } intact
                ? new VerificationReport { Acknowledged = 1, Found = 1, Intact = intact ? 1 : 0, Missing = [], Damaged = [], Seconds = 0 }
                : null,
        };

        Assert.Equal(expected, RunCommand.ExitCodeOf(report));
    }
}
