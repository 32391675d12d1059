using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Queries;

/// <summary>Writes the index of a series with very many images, without the images: they can be found and not retrieved.</summary>
internal static class LargeSeries
{
    private const int ImagesPerAppend = 10_000;

    /// <summary>Fills the data directory of a node that is not running, and returns the first image.</summary>
    public static async Task<TestInstance> CreateAsync(string dataDirectory, int images)
    {
        Directory.CreateDirectory(dataDirectory);
        using var database = SqliteDatabase.Open(Path.Combine(dataDirectory, "archive.db"));
        using var journal = new SqliteJournal(database);
        var first = TestData.Ct();
        Assert.True(ObjectDescription.TryFrom(first.DataSet, out var description, out var problem), problem);

        var storage = new InstanceStorage(default, TransferSyntax.ExplicitVrLittleEndian.Uid, DateTimeOffset.UtcNow, "GENERATOR");
        List<IndexChange> changes = [new AddStudy(first.Study, description.Study), new AddSeries(first.Study, description.Series)];
        var writer = Guid.NewGuid();
        for (var number = 1; number <= images; number++)
        {
            var attributes = description.Instance with { Instance = new SopInstanceUid(new Uid(string.Create(CultureInfo.InvariantCulture, $"{first.Sop}.{number}"))) };
            var blob = new BlobRef(1_000_000, number * 1000L, 400, 500, 0);
            changes.Add(new AddInstance(first.Study, first.Series, attributes, storage with { Blob = blob }));
            if (number % ImagesPerAppend != 0 && number != images)
                continue;
            changes.Add(new SetSeriesSummary(first.Study, first.Series, number));
            changes.Add(new SetStudySummary(first.Study, 1, number, ["CT"], [first.SopClass.Value]));
            var append = new JournalAppend(JournalEntity.OfStudy(first.Study), (number - 1) / ImagesPerAppend, writer, 0,
                [new JournalEvent("invented", 1, "{}"u8.ToArray())], changes);
            Assert.True((await journal.AppendAsync(append)).IsCommitted);
            changes = [];
        }

        return first;
    }
}
