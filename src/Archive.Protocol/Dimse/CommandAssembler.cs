using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Archive.Protocol.Dimse;

/// <summary>
/// Puts the fragments of a command set together (PS3.8 E.2 allows any number of them). A command that comes whole, as
/// nearly all do, is parsed where it lies; else the fragments are gathered in a pooled buffer that grows with what has
/// arrived and never beyond the limit. Used by one reader at a time; an exception ends its use.
/// </summary>
/// <param name="maxCommandBytes">The longest command set accepted, in bytes.</param>
public sealed class CommandAssembler(int maxCommandBytes = CommandAssembler.DefaultMaxCommandBytes) : IDisposable
{
    /// <summary>Some hundred bytes are usual; lists of tags may need more.</summary>
    public const int DefaultMaxCommandBytes = 64 * 1024;

    private byte[] _buffer = [];
    private int _length;

    /// <summary>True between the first fragment of a command and its last.</summary>
    public bool IsIncomplete => _length > 0;

    /// <summary>Takes the next fragment; true with the command when it was the last.</summary>
    /// <exception cref="CommandFormatException">The command is too long or malformed.</exception>
    public bool TryComplete(ReadOnlySpan<byte> fragment, bool isLast, [NotNullWhen(true)] out CommandSet? command)
    {
        command = null;
        if (fragment.Length > maxCommandBytes - _length)
            throw new CommandFormatException($"The command set is longer than {maxCommandBytes} bytes.");
        if (isLast && _length == 0)
        {
            command = CommandSet.Parse(fragment);
            return true;
        }

        Gather(fragment);
        if (!isLast)
            return false;
        command = CommandSet.Parse(_buffer.AsSpan(0, _length));
        Dispose();
        return true;
    }

    /// <inheritdoc cref="TryComplete(ReadOnlySpan{byte}, bool, out CommandSet?)"/>
    public bool TryComplete(ReadOnlySequence<byte> fragment, bool isLast, [NotNullWhen(true)] out CommandSet? command)
    {
        while (!fragment.IsSingleSegment)
        {
            var first = fragment.First;
            TryComplete(first.Span, isLast: false, out _);
            fragment = fragment.Slice(first.Length);
        }

        return TryComplete(fragment.FirstSpan, isLast, out command);
    }

    /// <summary>Gives the buffer back; the assembler is then as new.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Gather(ReadOnlySpan<byte> fragment)
    {
        if (_buffer.Length - _length < fragment.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_length + fragment.Length);
            _buffer.AsSpan(0, _length).CopyTo(larger);
            if (_buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        fragment.CopyTo(_buffer.AsSpan(_length));
        _length += fragment.Length;
    }
}
