using Archive.Protocol.Association;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Associations.Stages;

/// <summary>What the reading stream does with the commands of an association.</summary>
internal interface IOperations
{
    NegotiatedAssociation Negotiated { get; }

    /// <summary>Begins what a command asks for, or answers it.</summary>
    /// <returns>Where its data set goes, or what is to be done when there is none; null when nobody wants it.</returns>
    ValueTask<IDataSetSink?> BeginAsync(PresentationContext context, CommandSet command);

    /// <summary>Runs something beside the reader, before whose end the association does not end.</summary>
    void Run(Func<Task> operation);
}
