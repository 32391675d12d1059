using Archive.Protocol.Data;

namespace Archive.Cli.Queries;

/// <summary>For programs: a line for each answer, values parted by tabs, the names of the attributes in the first line.</summary>
internal sealed class TsvPrinter : IAnswerPrinter
{
    private readonly TextWriter _output;
    private readonly IReadOnlyList<AnswerColumn> _columns;

    public TsvPrinter(TextWriter output, IReadOnlyList<AnswerColumn> columns)
    {
        _output = output;
        _columns = columns;
        output.WriteLine(string.Join('\t', columns.Select(column => column.Path)));
    }

    public void Print(DataSet answer) => _output.WriteLine(string.Join('\t', _columns.Select(column => column.RawTextOf(answer))));
}
