using System.Buffers;
using Archive.Actors.Associations;
using Archive.Actors.Associations.Stages;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Tests.Associations.Stages;

/// <summary>Operations of which the test says what they do with the bytes that come.</summary>
internal sealed class ScriptedOperations : IOperations
{
    public NegotiatedAssociation Negotiated { get; } = Negotiate();

    public List<CommandSet> Commands { get; } = [];

    public TaskCompletionSource Completed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Abandoned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Func<ReadOnlySequence<byte>, ValueTask> Append { get; init; } = _ => default;

    public ValueTask<IDataSetSink?> BeginAsync(PresentationContext context, CommandSet command)
    {
        Commands.Add(command);
        return new(new Sink(this));
    }

    public void Run(Func<Task> operation) => _ = operation();

    private static NegotiatedAssociation Negotiate()
    {
        var policy = new AssociationPolicy
        {
            AbstractSyntaxes = new Dictionary<Uid, AbstractSyntaxPolicy> { [SopClasses.CTImageStorage] = new(TransferSyntaxPreference.Storage) },
        };
        var request = RawAssociation.Request;
        var accept = Assert.IsType<AAssociateAc>(new AssociationAcceptor([TestArchive.AeTitle], _ => policy).Answer(request));
        return new NegotiatedAssociation(request, accept, isRequestor: false);
    }

    private sealed class Sink(ScriptedOperations operations) : IDataSetSink
    {
        public ValueTask AppendAsync(ReadOnlySequence<byte> bytes) => operations.Append(bytes);

        public ValueTask CompleteAsync()
        {
            operations.Completed.TrySetResult();
            return default;
        }

        public ValueTask AbandonAsync()
        {
            operations.Abandoned.TrySetResult();
            return default;
        }
    }
}
