namespace Archive.Actors.Workflow.Hl7;

/// <summary>What came next on a connection.</summary>
internal enum MllpFrameKind
{
    /// <summary>A whole message.</summary>
    Message,

    /// <summary>A whole message that is longer than allowed: its beginning.</summary>
    TooLong,

    /// <summary>The sender closed the connection.</summary>
    Closed,

    /// <summary>The sender closed the connection within a message.</summary>
    ClosedWithin,

    /// <summary>Nothing came for too long.</summary>
    Idle,

    /// <summary>A message did not end in time.</summary>
    Unfinished,

    /// <summary>The sender does not speak MLLP.</summary>
    Garbage,
}

/// <param name="Content">Without the bytes of the frame; holds until the next one is read.</param>
internal readonly record struct MllpFrame(MllpFrameKind Kind, ReadOnlyMemory<byte> Content = default);
