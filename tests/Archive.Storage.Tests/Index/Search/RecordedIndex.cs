using System.Data.Common;
using Archive.Storage.Index.Search;

namespace Archive.Storage.Tests.Index.Search;

/// <summary>An index that remembers what it asked the database.</summary>
internal sealed class RecordedIndex : SqlIndex
{
    private readonly Recorder _recorder;

    public RecordedIndex(ISqlReader reader, SqlDialect dialect)
        : this(new Recorder(reader), dialect)
    {
    }

    private RecordedIndex(Recorder recorder, SqlDialect dialect)
        : base(recorder, dialect) => _recorder = recorder;

    public IReadOnlyList<SqlQuery> Statements => _recorder.Statements;

    private sealed class Recorder(ISqlReader reader) : ISqlReader
    {
        public List<SqlQuery> Statements { get; } = [];

        public ValueTask<List<T>> ReadAsync<T>(SqlQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
        {
            Statements.Add(query);
            return reader.ReadAsync(query, read, cancellationToken);
        }
    }
}
