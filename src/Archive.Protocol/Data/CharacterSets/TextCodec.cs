using System.Buffers;

namespace Archive.Protocol.Data.CharacterSets;

/// <summary>Turns the bytes of a value into text and back. Neither direction fails: what has no counterpart is replaced.</summary>
internal abstract class TextCodec
{
    /// <summary>Stands for a character that the character set does not hold.</summary>
    protected const char Substitute = '?';

    /// <summary>True when ASCII text, except ESC, is the same bytes in this codec.</summary>
    public abstract bool IsAsciiCompatible { get; }

    public abstract string Decode(ReadOnlySpan<byte> bytes, Vr vr);

    /// <summary>Encodes one or several values, backslashes between them. Returns the number of characters replaced.</summary>
    public abstract int Encode(ReadOnlySpan<char> text, Vr vr, IBufferWriter<byte> output);
}
