using Archive.Storage.Database.Sqlite;
using Archive.Testing;

namespace Archive.Storage.Tests.Database.Sqlite;

public sealed class SqliteLibraryTests
{
    [Theory]
    [InlineData(3_007_000)]
    [InlineData(3_035_005)]
    [InlineData(3_051_002)]
    public void A_library_that_can_corrupt_the_database_is_refused(int version)
    {
        var refused = Assert.Throws<StorageFailedException>(() => SqliteLibrary.Require(version));

        Assert.Contains("walresetbug", refused.Message, StringComparison.Ordinal);
        Assert.Contains("3.51.3", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3_051_003)]
    [InlineData(3_053_004)]
    [InlineData(4_000_000)]
    public void A_library_without_that_fault_is_taken(int version) => SqliteLibrary.Require(version);

    [Fact]
    public void The_library_that_comes_with_the_archive_is_taken() => SqliteLibrary.Load();

    [Fact]
    public void A_row_without_the_row_it_belongs_to_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var database = SqliteDatabase.Open(folder["archive.db"]);
        using var command = database.Writer.CreateCommand();
        command.CommandText = "INSERT INTO study_modality (study_id, modality, study_date) VALUES (77, 'CT', '')";

        var refused = Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => command.ExecuteNonQuery());

        Assert.Contains("FOREIGN KEY", refused.Message, StringComparison.Ordinal);
    }
}
