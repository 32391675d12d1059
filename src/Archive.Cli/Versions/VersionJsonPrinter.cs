using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Archive.Cli.Versions;

/// <summary>For programs: one array, with each version on a line of its own.</summary>
internal sealed class VersionJsonPrinter(TextWriter output) : IVersionPrinter
{
    private static readonly VersionColumn[] Columns = [.. VersionColumn.All.Where(column => column.Name is not null)];

    private bool _hasBegun;

    public void Print(ListedVersion version)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var column in Columns)
                Write(json, column.Name!, column.Value!(version));
            json.WriteEndObject();
        }

        output.Write((_hasBegun ? ",\n" : "[\n") + Encoding.UTF8.GetString(buffer.ToArray()));
        _hasBegun = true;
    }

    public void Complete() => output.WriteLine(_hasBegun ? "\n]" : "[]");

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case bool isTrue:
                json.WriteBoolean(name, isTrue);
                break;
            case string text:
                json.WriteString(name, text);
                break;
            default:
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
