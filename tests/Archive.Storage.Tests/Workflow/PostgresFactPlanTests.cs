using System.Text.RegularExpressions;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Tests.Database.Postgres;

namespace Archive.Storage.Tests.Workflow;

/// <summary>
/// The cost of a query follows what its first condition leads to, not the number of facts, neither as it is planned for its values nor as it is planned once for all.
/// </summary>
public sealed partial class PostgresFactPlanTests(PostgresDatabases databases) : IClassFixture<PostgresDatabases>
{
    [Fact]
    public async Task Every_statement_searches_an_index_however_it_is_planned()
    {
        using var storage = new PostgresStorage(databases.Create());
        Fill(storage);
        var statements = await RecordedFacts.StatementsAsync(storage.Database.Readers, PostgresDialect.Instance);
        Assert.InRange(statements.Count, 20, int.MaxValue);

        await using var connection = await storage.Sql.OpenConnectionAsync();
        foreach (var statement in statements)
        {
            foreach (var mode in (string[])["force_custom_plan", "force_generic_plan"])
            {
                var plan = await PostgresPlans.ExplainAsync(connection, statement, mode);
                Assert.False(WholeTable().IsMatch(plan), $"{mode}: {statement.Text}\n{plan}");
            }
        }
    }

    [Fact]
    public async Task Without_its_index_a_query_would_be_noticed()
    {
        using var storage = new PostgresStorage(databases.Create());
        Fill(storage);
        storage.Execute("DROP INDEX fact_term_fact");
        var statements = await RecordedFacts.StatementsAsync(storage.Database.Readers, PostgresDialect.Instance);

        await using var connection = await storage.Sql.OpenConnectionAsync();
        var plans = new List<string>();
        foreach (var statement in statements)
            plans.Add(await PostgresPlans.ExplainAsync(connection, statement, "force_generic_plan"));

        Assert.Contains(plans, plan => WholeTable().IsMatch(plan));
    }

    /// <summary>A table from one end to the other, and terms without the attribute that is asked for, or a fact's terms by anything but the fact.</summary>
    [GeneratedRegex(@"Seq Scan on (fact|fact_term|document)\b|using fact_term_fact on fact_term term\b|using fact_pkey on fact\b[^\n]*\n\s+Index Cond: \(row_id [<>]|using \S+ on fact_term other\b[^\n]*\n\s+Index Cond: \(\((?!fact = )|Scan (Backward )?using \S+ on \S+[^\n]*\n(?!\s+Index Cond)")]
    private static partial Regex WholeTable();

    /// <summary>20,000 worklist items, of which 200 are open, and as many steps.</summary>
    private static void Fill(PostgresStorage storage)
    {
        storage.Execute("""
            INSERT INTO fact (row_id, kind, id, sequence, is_open, due_at, changed_at, state)
            SELECT (kind - 1) * 20000 + n, kind, 'id-' || n, 1, CASE WHEN n % 100 = 0 THEN 1 ELSE 0 END, CASE WHEN n % 100 = 0 THEN n END, 0, repeat('x', 500)::bytea
            FROM generate_series(1, 20000) AS n, generate_series(1, 2) AS kind;
            INSERT INTO fact_term SELECT kind, is_open, 524384, CASE row_id % 3 WHEN 0 THEN 'CT' WHEN 1 THEN 'MR' ELSE 'US' END, row_id FROM fact;
            INSERT INTO fact_term SELECT kind, is_open, 524368, 'A' || row_id, row_id FROM fact;
            INSERT INTO fact_term SELECT kind, is_open, 1048592, CASE row_id % 50 WHEN 0 THEN 'DOE^' ELSE md5(row_id::text) END || row_id, row_id FROM fact;
            INSERT INTO fact_term SELECT kind, is_open, 4194306, (20250101 + row_id % 15000)::text, row_id FROM fact;
            INSERT INTO document SELECT 'd' || n, 0, ''::bytea FROM generate_series(1, 2000) AS n;
            """);
        storage.Execute("VACUUM ANALYZE");
    }
}
