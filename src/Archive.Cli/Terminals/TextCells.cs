using System.Globalization;
using System.Text;

namespace Archive.Cli.Terminals;

/// <summary>Text as a terminal shows it: in cells, of which East Asian characters take two and combining ones none.</summary>
internal static class TextCells
{
    private const char Ellipsis = '…';

    // Unicode East Asian Width W and F, in blocks: the few narrow characters among them do no harm.
    private static readonly (int First, int Last)[] WideBlocks =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    /// <summary>Without control characters: what a peer sends must neither move the cursor nor break lines and columns.</summary>
    public static string Clean(string text) => text.Any(char.IsControl)
        ? string.Create(text.Length, text, static (cleaned, original) =>
        {
            for (var i = 0; i < cleaned.Length; i++)
                cleaned[i] = char.IsControl(original[i]) ? ' ' : original[i];
        })
        : text;

    /// <summary>Cut to at most so many cells, which an ellipsis shows.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width)
            return text;
        var cut = new StringBuilder();
        var left = width - 1;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Width(rune);
            if (left < 0)
                break;
            cut.Append(rune.ToString());
        }

        return width > 0 ? cut.Append(Ellipsis).ToString() : "";
    }

    /// <summary>Exactly so many cells: cut, or filled with spaces on the side that is free.</summary>
    public static string Fit(string text, int width, bool isRight = false)
    {
        var cut = Cut(text, width);
        var filling = new string(' ', width - Width(cut));
        return isRight ? filling + cut : cut + filling;
    }

    private static int Width(Rune rune)
    {
        if (rune.IsAscii)
            return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return Array.Exists(WideBlocks, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1;
    }
}
