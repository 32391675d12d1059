using System.Globalization;
using System.Text;

namespace Archive.Cli.Files;

/// <summary>
/// The path of a file as Linux has it: bytes, which are usually UTF-8 but need not be. Names that old systems wrote in other
/// character sets are none of .NET's strings, and no string opens them.
/// </summary>
internal sealed class FilePath
{
    private readonly byte[] _terminated;

    public FilePath(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public FilePath(ReadOnlySpan<byte> bytes) => _terminated = [.. bytes, 0];

    public ReadOnlySpan<byte> Bytes => _terminated.AsSpan(0, _terminated.Length - 1);

    /// <summary>With the NUL at its end that system calls want.</summary>
    public byte[] Terminated => _terminated;

    public static implicit operator FilePath(string text) => new(text);

    /// <summary>Of what lies in this folder.</summary>
    public FilePath Append(ReadOnlySpan<byte> name) => new(Bytes.EndsWith("/"u8) ? [.. Bytes, .. name] : [.. Bytes, (byte)'/', .. name]);

    /// <summary>For people: bytes that are no UTF-8 as <c>\xE9</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var rest = Bytes; rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
                text.Append(rune.ToString());
            else
                AppendEscaped(text, rest[..consumed]);
            rest = rest[consumed..];
        }

        return text.ToString();
    }

    private static void AppendEscaped(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
    }
}
