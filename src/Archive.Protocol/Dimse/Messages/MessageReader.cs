using Archive.Protocol.Association;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Dimse;

/// <summary>
/// Makes messages of the slices that a <see cref="PduReader"/> gives (PS3.7 6.3, PS3.8 E.2): the command, put together when it came in
/// fragments, then its data set slice by slice, neither gathered nor copied. Used by one reader; an exception ends its use.
/// </summary>
public sealed class MessageReader(NegotiatedAssociation negotiated) : IDisposable
{
    private readonly CommandAssembler _commands = new();
    private PresentationContext? _announced; // on which a data set is to come

    /// <summary>A message has begun and not all of it was taken.</summary>
    public bool IsIncomplete => _announced is not null || _commands.IsIncomplete;

    /// <summary>Takes a slice; false when a command is not complete with it.</summary>
    /// <exception cref="PduException">The slice does not belong here.</exception>
    /// <exception cref="CommandFormatException">The command cannot be understood, nor therefore answered.</exception>
    public bool TryTake(in PdvSlice slice, out MessagePart part)
    {
        if (!slice.IsCommand)
        {
            part = TakeData(slice);
            return true;
        }

        part = default;
        if (_announced is not null)
            throw new PduException(AbortReason.UnexpectedPduParameter, "A command came where a data set was announced.");
        if (!_commands.TryComplete(slice.Payload, slice.IsLast, out var command))
            return false;
        var context = negotiated.Find(slice.PresentationContextId)
            ?? throw new PduException(AbortReason.InvalidPduParameterValue, $"Presentation context {slice.PresentationContextId} was not accepted.");
        _announced = command.HasDataSet ? context : null;
        part = new MessagePart(context, command, default, !command.HasDataSet);
        return true;
    }

    /// <summary>Gives back what was gathered of a command.</summary>
    public void Dispose() => _commands.Dispose();

    private MessagePart TakeData(in PdvSlice slice)
    {
        if (_announced is not { } context || context.Id != slice.PresentationContextId)
            throw new PduException(AbortReason.UnexpectedPduParameter, "A data set came that no command announced.");
        if (slice.IsLast)
            _announced = null;
        return new MessagePart(context, null, slice.Payload, slice.IsLast);
    }
}
