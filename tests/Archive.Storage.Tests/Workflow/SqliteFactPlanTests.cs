using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index.Search;
using Archive.Storage.Tests.Database.Sqlite;
using Archive.Testing;

namespace Archive.Storage.Tests.Workflow;

/// <summary>The cost of a query follows what its first condition leads to, not the number of facts.</summary>
public sealed class SqliteFactPlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStorage _storage;

    public SqliteFactPlanTests() => _storage = new SqliteStorage(_folder["archive.db"]);

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_statement_searches_an_index_and_none_sorts_what_has_an_order()
    {
        var plans = await ExplainAsync();

        Assert.InRange(plans.Count, 20, int.MaxValue);
        Assert.All(plans, plan => Assert.DoesNotContain(plan.Steps, IsScan));
        Assert.All(plans, plan => Assert.True(
            plan.Text.Contains("ORDER BY +", StringComparison.Ordinal) || !plan.Steps.Any(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)), plan.ToString()));
        Assert.All(plans.Where(plan => plan.Text.Contains("FROM fact_term AS term", StringComparison.Ordinal)), plan =>
            Assert.Contains("SEARCH term USING PRIMARY KEY (kind=? AND is_open=? AND attribute=?", plan.Steps[0], StringComparison.Ordinal));
        Assert.All(plans.Where(plan => plan.Text.Contains("AS other", StringComparison.Ordinal)), plan =>
            Assert.Contains(plan.Steps, step => step.Contains("SEARCH other USING COVERING INDEX fact_term_fact (fact=? AND attribute=? AND value", StringComparison.Ordinal)));
        Assert.Contains(plans, plan => plan.Steps.Any(step => step.Contains("fact_due", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_its_index_a_query_would_be_noticed()
    {
        Execute("DROP INDEX fact_due");

        Assert.DoesNotContain(await ExplainAsync(), plan => plan.Steps.Any(step => step.Contains("fact_due", StringComparison.Ordinal)));
    }

    /// <summary>Lists that are handed over are no scans.</summary>
    private static bool IsScan(string step) => step.StartsWith("SCAN", StringComparison.Ordinal)
        && !step.StartsWith("SCAN listed", StringComparison.Ordinal) && !step.StartsWith("SCAN json_each", StringComparison.Ordinal);

    private async Task<List<Plan>> ExplainAsync()
    {
        // A list of states is read of those that are there.
        Execute("INSERT INTO fact VALUES (6000, 1, 'id-1', 1, 1, 0, 0, x'')");
        Execute("INSERT INTO fact_term VALUES (1, 1, 524384, 'CT', 6000)");
        var plans = new List<Plan>();
        foreach (var statement in await RecordedFacts.StatementsAsync(_storage.Database.Readers, SqliteDialect.Instance))
            plans.Add(new Plan(statement.Text, Explain(statement)));
        Assert.Contains(plans, plan => plan.Text.Contains("json_each", StringComparison.Ordinal));
        return plans;
    }

    private void Execute(string sql)
    {
        using var command = _storage.Database.Writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string> Explain(SqlQuery query)
    {
        using var command = _storage.Database.Writer.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + query.Text;
        for (var i = 0; i < query.Parameters.Count; i++)
            command.Parameters.AddWithValue($"@p{i}", query.Parameters[i]);
        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
            plan.Add(reader.GetString(3));
        return plan;
    }

    private sealed record Plan(string Text, List<string> Steps)
    {
        public override string ToString() => $"{Text}\n{string.Join('\n', Steps)}";
    }
}
