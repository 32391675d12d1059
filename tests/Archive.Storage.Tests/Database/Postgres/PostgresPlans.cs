using System.Globalization;
using System.Text.RegularExpressions;
using Archive.Storage.Index.Search;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>How the server would carry out a statement.</summary>
internal static partial class PostgresPlans
{
    /// <param name="mode"><c>force_custom_plan</c> for its values, <c>force_generic_plan</c> for any.</param>
    public static async Task<string> ExplainAsync(NpgsqlConnection connection, SqlQuery statement, string mode)
    {
        await using (var set = new NpgsqlCommand($"SET plan_cache_mode = {mode}; SET jit = off", connection))
            await set.ExecuteNonQueryAsync();
        var types = string.Join(", ", statement.Parameters.Select(TypeOf));
        var text = ParameterName().Replace(statement.Text, match => "$" + (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1));
        await using var prepare = new NpgsqlCommand($"PREPARE explained{(types.Length > 0 ? $" ({types})" : "")} AS {text}", connection);
        await prepare.ExecuteNonQueryAsync();
        var values = string.Join(", ", statement.Parameters.Select(Literal));
        await using var explain = new NpgsqlCommand($"EXPLAIN EXECUTE explained{(values.Length > 0 ? $" ({values})" : "")}", connection);
        var plan = new List<string>();
        await using (var reader = await explain.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                plan.Add(reader.GetString(0));
        }

        await using var forget = new NpgsqlCommand("DEALLOCATE explained", connection);
        await forget.ExecuteNonQueryAsync();
        return string.Join('\n', plan) + "\n";
    }

    [GeneratedRegex(@"@p(\d+)")]
    private static partial Regex ParameterName();

    private static string TypeOf(object value) => value switch
    {
        long => "bigint",
        int => "integer",
        string => "text",
        long[] => "bigint[]",
        _ => "text[]",
    };

    private static string Literal(object value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        long[] numbers => $"'{{{string.Join(',', numbers)}}}'",
        string[] texts => $"ARRAY[{string.Join(',', texts.Select(Literal))}]::text[]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
