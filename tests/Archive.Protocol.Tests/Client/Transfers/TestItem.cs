using Archive.Protocol.Association;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Tests.Client.Transfers;

/// <summary>An object in memory that remembers what became of it.</summary>
internal sealed class TestItem(int number, Uid? sopClass = null) : ITransferItem
{
    private readonly Uid _sopClass = sopClass ?? SopClasses.CTImageStorage;

    /// <summary>The last component of its SOP Instance UID.</summary>
    public int Number { get; } = number;

    public TransferNeed Need => new(_sopClass, TransferSyntax.ExplicitVrLittleEndian.Uid);

    /// <summary>What its bytes are read from.</summary>
    public Func<Stream> Open { get; init; } = () => new MemoryStream(new byte[100]);

    /// <summary>Ends when it is opened.</summary>
    public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Answers { get; private set; }

    public Exception? Cause { get; private set; }

    public bool IsSettled => Answers > 0 || Cause is not null;

    public static TestItem[] Some(int count) => [.. Enumerable.Range(0, count).Select(number => new TestItem(number))];

    public ValueTask<OutgoingObject> OpenAsync(IReadOnlyList<PresentationContext> contexts, CancellationToken cancellationToken)
    {
        Opened.TrySetResult();
        var request = new CStoreRequest { MessageId = 0, AffectedSopClassUid = _sopClass, AffectedSopInstanceUid = new Uid($"1.2.{Number}") };
        return OutgoingObject.ReadAheadAsync(contexts[0], request, Open(), length: null, cancellationToken);
    }

    public void Answered(CStoreResponse response) => Answers++;

    public void Failed(Exception cause) => Cause = Cause is null ? cause : throw new InvalidOperationException($"{Number} has failed twice.");
}
