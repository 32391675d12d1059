namespace Archive.Actors.Kernel;

/// <summary>A supervisor's decision on a failure.</summary>
public enum Directive
{
    /// <summary>A new instance takes over mailbox and address; the message that failed is dropped.</summary>
    Restart,

    /// <summary>The actor stops for good; its mailbox is rejected.</summary>
    Stop,

    /// <summary>The same instance goes on with the next message.</summary>
    Resume,

    /// <summary>The actor stops and its parent fails in its place; without a parent the actor system shuts down.</summary>
    Escalate,
}
