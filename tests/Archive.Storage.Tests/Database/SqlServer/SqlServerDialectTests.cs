using System.Text.RegularExpressions;
using Archive.Storage.Database.SqlServer;
using Archive.Storage.Index;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Archive.Storage.Tests.Database.SqlServer;

/// <summary>What can be said of the dialect without a server.</summary>
public sealed partial class SqlServerDialectTests
{
    private static readonly SqlServerTypes Types = new(SqlServerSchema.Scripts.Select(script => script.Sql).Concat(SqlServerSchema.Statements).Select(Parse));

    [Fact]
    public void Every_script_is_parsed_as_that_of_the_oldest_server() =>
        Assert.All(SqlServerSchema.Scripts, script => Parse(script.Sql));

    [Fact]
    public async Task Every_statement_is_parsed_as_that_of_the_oldest_server_and_takes_the_parameters_it_is_given()
    {
        var statements = await SqlServerStatements.AllAsync();

        Assert.InRange(statements.Select(statement => statement.Text).Distinct().Count(), 200, int.MaxValue);
        Assert.All(statements, statement =>
            Assert.Equal(SqlServerTypes.ParametersOf(Parse(statement.Text)).Order(), statement.Parameters.Select(parameter => parameter.ParameterName).Order()));
    }

    [Fact]
    public async Task Nothing_is_compared_with_a_column_of_another_type_or_written_into_it()
    {
        var statements = await SqlServerStatements.AllAsync();
        var compared = statements.DistinctBy(statement => statement.Text).SelectMany(statement => Types.Comparisons(Parse(statement.Text), statement.Parameters)).ToList();

        Assert.InRange(compared.Count, 500, int.MaxValue);
        Assert.All(compared.DistinctBy(comparison => comparison.Where), comparison => Assert.True(comparison.Left == comparison.Right, $"{comparison}"));
    }

    [Theory]
    [InlineData("SELECT 1 FROM study WHERE uid = @p0")]
    [InlineData("SELECT 1 FROM study AS one WHERE one.patient_id LIKE @p0")]
    [InlineData("SELECT 1 FROM journal WHERE position BETWEEN 1 AND @p0")]
    [InlineData("SELECT 1 FROM series JOIN instance ON instance.uid = series.study_id")]
    [InlineData("SELECT 1 FROM series WHERE uid IN (SELECT study_id FROM study_term)")]
    [InlineData("UPDATE study SET accession_number = @p0")]
    [InlineData("INSERT INTO cluster_heartbeat (member_id, beat) VALUES (@p0, 0)")]
    [InlineData("INSERT INTO study_term (attribute, value, study_id) SELECT 1, @p0, 1")]
    public void Two_types_are_noticed(string sql) =>
        Assert.Contains(Types.Comparisons(Parse(sql), [new SqlParameter("@p0", System.Data.SqlDbType.NVarChar, 10)]), comparison => comparison.Left != comparison.Right);

    [Fact]
    public async Task Rows_have_the_columns_of_their_types()
    {
        var lists = (await SqlServerStatements.AllAsync()).SelectMany(statement => statement.Parameters).Where(parameter => parameter.TypeName.Length > 0).ToList();

        Assert.InRange(lists.Select(list => list.TypeName).Distinct().Count(), 14, int.MaxValue);
        Assert.All(lists.DistinctBy(list => list.TypeName), list =>
        {
            var row = Assert.IsAssignableFrom<IEnumerable<SqlDataRecord>>(list.Value).First();
            Assert.All(Enumerable.Range(0, row.FieldCount), column => Assert.False(row.IsDBNull(column)));
            Assert.Equal(
                Types.ColumnsOf(list.TypeName),
                Enumerable.Range(0, row.FieldCount).Select(column => row.GetSqlMetaData(column).SqlDbType.ToString().ToUpperInvariant()).Select(type => type == "NVARCHAR" ? "VARCHAR" : type));
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pages_lead_through_all_rows_in_the_order_of_a_key_of_several_columns(bool isDescending)
    {
        using var database = new SqliteConnection("Data Source=:memory:");
        database.Open();
        var rows = Enumerable.Range(0, 60).Select(number => (A: (long)number / 25, B: (long)(number / 7) % 4, Id: (long)number)).ToList();
        Run(database, $"CREATE TABLE t (a, b, id); INSERT INTO t VALUES {string.Join(", ", rows.Select(row => $"({row.A}, {row.B}, {row.Id})"))}");
        var found = new List<(long A, long B, long Id)>();
        var edge = isDescending ? long.MaxValue : long.MinValue;
        var (position, limit) = (((long A, long B, long Id)?)(edge, edge, edge), 7);
        while (position is { } last)
        {
            string[] values = [$"{last.A}", $"{last.B}", $"{last.Id}"];
            var page = Run(database, OfSqlite(SqlServerDialect.Instance.Page("t.a, t.b, t.id", "t", "1 = 1", ["t.a", "t.b", "t.id"], values, $"{limit}", isDescending), limit));
            var after = Run(database, $"SELECT a, b, id FROM t WHERE {SqlServerDialect.Instance.ComesAfter(["a", "b", "id"], values, isDescending)}");
            Assert.Equal(rows.Count - found.Count, after.Count);
            found.AddRange(page);
            position = page.Count == limit ? page[^1] : null;
        }

        var ordered = rows.Order();
        Assert.Equal(isDescending ? ordered.Reverse() : ordered, found);
    }

    [Fact]
    public void A_pattern_means_its_wild_cards_and_nothing_else_and_no_more_than_the_server_takes()
    {
        Assert.Equal(@"a%b_\[c]\%\_\\", SqlServerDialect.Instance.ToPattern(@"a*b?[c]%_\"));
        Assert.Throws<InvalidQueryException>(() => SqlServerDialect.Instance.ToPattern(new string('ü', 4001)));
    }

    [Fact]
    public async Task Without_icu_the_start_says_what_to_do()
    {
        if (SqlServerTheoryAttribute.HasIcu)
            return;

        var refused = await Assert.ThrowsAsync<StorageFailedException>(() => SqlServerDatabase.OpenAsync("Server=127.0.0.1;Database=archive", maxReaders: 1));

        Assert.Contains("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0", refused.Message, StringComparison.Ordinal);
    }

    private static TSqlFragment Parse(string sql)
    {
        using var text = new StringReader(sql);
        var parsed = new TSql150Parser(initialQuotedIdentifiers: true).Parse(text, out var errors);
        Assert.True(errors.Count == 0, $"{string.Join('\n', errors.Select(error => $"{error.Line}: {error.Message}"))}\n{sql}");
        return parsed;
    }

    /// <summary>The same with LIMIT for TOP.</summary>
    private static string OfSqlite(string page, int limit)
    {
        var top = $"SELECT TOP ({limit}) ";
        var all = $"SELECT {page[top.Length..]} LIMIT {limit}";
        return TopRange().Replace(all, $"SELECT ${{rest}} LIMIT {limit}) AS range");
    }

    private static List<(long A, long B, long Id)> Run(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<(long A, long B, long Id)>();
        while (reader.Read())
            rows.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)));
        return rows;
    }

    [GeneratedRegex(@"SELECT TOP \(\d+\) (?<rest>.*?)\) AS range", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex TopRange();
}
