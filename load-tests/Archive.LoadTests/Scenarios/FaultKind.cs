namespace Archive.LoadTests.Scenarios;

/// <summary>How senders fail.</summary>
internal enum FaultKind
{
    /// <summary>A-ABORT in the middle of an object.</summary>
    Abort,

    /// <summary>The connection ends in the middle of a PDU, with no A-ABORT: a crash.</summary>
    Drop,

    /// <summary>Connects and says nothing, until the target ends it or the fault's time is over.</summary>
    Silent,

    /// <summary>Stops in the middle of an object for the fault's time, then goes on and ends well.</summary>
    Stall,

    /// <summary>A P-DATA-TF PDU says that it is longer than all that was agreed on.</summary>
    WrongLength,

    /// <summary>Takes the objects of a C-GET with a pause before each.</summary>
    SlowReader,
}
