using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Workflow;
using SQLitePCL;

namespace Archive.Storage.Database.Sqlite;

/// <summary>Writes facts and documents inside the journal's transaction. Every change is a number of look-ups by key that follows its terms (P7).</summary>
internal sealed class SqliteFactWriter(sqlite3 database) : IDisposable
{
    private readonly SqliteStatement _find = new(database, "SELECT row_id, is_open FROM fact WHERE kind = ?1 AND id = ?2");

    private readonly SqliteStatement _add = new(database, """
        INSERT INTO fact (kind, id, sequence, is_open, due_at, changed_at, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """);

    private readonly SqliteStatement _set = new(database, """
        UPDATE fact SET sequence = ?3, is_open = ?4, due_at = ?5, changed_at = ?6, state = ?7 WHERE kind = ?1 AND id = ?2
        """);

    private readonly SqliteStatement _removeTerms = new(database, "DELETE FROM fact_term WHERE fact = ?1");

    private readonly SqliteStatement _moveTerms = new(database, "UPDATE fact_term SET is_open = ?2 WHERE fact = ?1");

    private readonly SqliteStatement _addTerm = new(database, """
        INSERT OR IGNORE INTO fact_term (kind, is_open, attribute, value, fact) VALUES (?1, ?2, ?3, ?4, ?5)
        """);

    private readonly SqliteStatement _addDocument = new(database, "INSERT INTO document (id, created_at, content) VALUES (?1, ?2, ?3)");

    /// <returns>False when the change is of something else.</returns>
    public bool TryApply(IndexChange change, long now)
    {
        switch (change)
        {
            case SetFact set:
                Set(set, now);
                return true;
            case AddDocument add:
                _addDocument.Bind(1, add.Id).Bind(2, now).BindBlob(3, add.Content.Span).Execute();
                return true;
            default:
                return false;
        }
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_find, _add, _set, _removeTerms, _moveTerms, _addTerm, _addDocument])
            statement.Dispose();
    }

    private void Set(SetFact set, long now)
    {
        var isKnown = _find.Bind(1, (long)set.Kind).Bind(2, set.Id).Step();
        var (row, wasOpen) = isKnown ? (_find.Int64(0), _find.Int64(1) != 0) : (0, set.IsOpen);
        _find.Reset();

        (isKnown ? _set : _add).Bind(1, (long)set.Kind).Bind(2, set.Id).Bind(3, set.Sequence).Bind(4, set.IsOpen ? 1 : 0).Bind(5, Instant.After(set.DueAt))
            .Bind(6, now).BindBlob(7, set.State.Span).Execute();
        if (!isKnown)
            row = raw.sqlite3_last_insert_rowid(database);
        if (set.Terms is { } terms)
        {
            if (isKnown)
                _removeTerms.Bind(1, row).Execute();
            foreach (var term in terms)
                _addTerm.Bind(1, (long)set.Kind).Bind(2, set.IsOpen ? 1 : 0).Bind(3, term.Attribute).Bind(4, term.Value).Bind(5, row).Execute();
        }
        else if (wasOpen != set.IsOpen)
        {
            _moveTerms.Bind(1, row).Bind(2, set.IsOpen ? 1 : 0).Execute();
        }
    }
}
