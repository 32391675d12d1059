using Archive.Storage.Members;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>What those have in common that work on the rows of members: few connections, short patience, and a condition that holds for who is alive.</summary>
internal static class MemberRows
{
    /// <summary>A condition of statements of which $1 is a member: that it is alive.</summary>
    public const string IsAlive = "EXISTS (SELECT 1 FROM cluster_member me WHERE me.id = $1 AND me.state = 'alive')";

    /// <summary>By which the server knows the connection of a journal; the id of its member follows.</summary>
    public const string Journal = "archive journal";

    /// <param name="connectionString">Of a database that has the schema.</param>
    /// <param name="name">By which the server knows the connections.</param>
    public static NpgsqlDataSource Connect(string connectionString, string name, int maxConnections, int patienceSeconds) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = name,
            MaxPoolSize = maxConnections,
            Timeout = 3,
            CommandTimeout = patienceSeconds,
            CancellationTimeout = 1000,
            Enlist = false,
        }.ConnectionString);

    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (NpgsqlException e)
        {
            throw new MembersUnavailableException($"The database does not answer: {e.Message}", e);
        }
    }
}
