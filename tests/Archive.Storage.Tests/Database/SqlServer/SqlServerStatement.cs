using Microsoft.Data.SqlClient;

namespace Archive.Storage.Tests.Database.SqlServer;

/// <summary>A text that is sent to the server in one piece, and its parameters.</summary>
internal sealed record SqlServerStatement(string Text, IReadOnlyList<SqlParameter> Parameters);
