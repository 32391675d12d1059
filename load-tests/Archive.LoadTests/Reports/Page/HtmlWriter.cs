using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Archive.LoadTests.Reports.Page;

/// <summary>
/// Collects HTML. What an interpolated string has in its holes is escaped, text and attributes alike, so that nothing that a target answered can become
/// markup; only the literal parts, which are this program's own, are not.
/// </summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _text = new();

    public void Write([InterpolatedStringHandlerArgument("")] ref Handler html) => html.End();

    /// <summary>As it is: for what this program carries itself.</summary>
    public void WriteOwn(string markup) => _text.Append(markup);

    public override string ToString() => _text.ToString();

    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly StringBuilder _text;

        public Handler(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _text = writer._text;
            _text.EnsureCapacity(_text.Length + literalLength + (formattedCount * 8));
        }

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? text)
        {
            foreach (var c in text ?? "")
            {
                _ = c switch
                {
                    '&' => _text.Append("&amp;"),
                    '<' => _text.Append("&lt;"),
                    '>' => _text.Append("&gt;"),
                    '"' => _text.Append("&quot;"),
                    '\'' => _text.Append("&#39;"),
                    < ' ' and not ('\n' or '\t') or '\u007f' => _text.Append('\ufffd'),
                    _ => _text.Append(c),
                };
            }
        }

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

        public void End() => _text.Append('\n');
    }
}
