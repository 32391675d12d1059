namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>
/// Whoever keeps the modality worklist is told here what became of scheduled steps. A performed step tells it again until the call has
/// returned, in whatever order calls of different steps come, and after a restart too: each must mean the same whenever it comes.
/// </summary>
public interface IScheduledSteps
{
    /// <summary>
    /// What is known now of one performed step. Returns when it is recorded, or is of no concern: nothing scheduled is like it. Several
    /// performed steps may name one scheduled step (split), and one performed step several scheduled ones (grouped).
    /// </summary>
    /// <exception cref="Exception">It could not be recorded; it comes again.</exception>
    Task StepChangedAsync(StepChange change, CancellationToken cancellationToken);
}
