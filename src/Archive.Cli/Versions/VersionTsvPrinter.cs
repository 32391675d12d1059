using System.Globalization;

namespace Archive.Cli.Versions;

/// <summary>For programs: a line for each version, values parted by tabs, names in the first line.</summary>
internal sealed class VersionTsvPrinter : IVersionPrinter
{
    private static readonly VersionColumn[] Columns = [.. VersionColumn.All.Where(column => column.Name is not null)];

    private readonly TextWriter _output;

    public VersionTsvPrinter(TextWriter output)
    {
        _output = output;
        output.WriteLine(string.Join('\t', Columns.Select(column => column.Name)));
    }

    public void Print(ListedVersion version) => _output.WriteLine(string.Join('\t', Columns.Select(column => TextOf(column.Value!(version)))));

    public void Complete()
    {
    }

    private static string TextOf(object value) => value is bool isTrue ? (isTrue ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
