namespace Archive.Actors.Associations.Stages;

/// <summary>The running <see cref="PduSource"/>, for the association's actor.</summary>
internal interface IPduReading
{
    /// <summary>Completed when the stage has stopped and nothing reads from the connection any more.</summary>
    Task Released { get; }

    /// <summary>Sets what becomes of data; reading goes on when it waited for the actor.</summary>
    void GoOn(ReadingMode mode);

    /// <summary>Ends the stage, whatever it waits for, and with it the stream.</summary>
    void Stop();
}
