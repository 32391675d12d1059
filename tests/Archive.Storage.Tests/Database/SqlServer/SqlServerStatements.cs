using System.Collections;
using System.Data.Common;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.SqlServer;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;
using Archive.Storage.Members;
using Archive.Storage.Peers;
using Archive.Storage.Tests.Database.Postgres;
using Archive.Storage.Tests.Index;
using Archive.Storage.Tests.Journal;
using Archive.Storage.Tests.Workflow;
using Archive.Storage.Workflow;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Tests.Database.SqlServer;

/// <summary>What the dialect sends to a server, gathered without one: readers are told that every statement has one row.</summary>
internal static class SqlServerStatements
{
    private static readonly StudyInstanceUid Study = new("1.2");
    private static readonly Uid Uid = new("1.2.3");

    /// <summary>All statements, with the parameters that go with them.</summary>
    public static async Task<IReadOnlyList<SqlServerStatement>> AllAsync() =>
    [
        .. await OfReadersAsync(), .. OfTransactions(), .. OfMembers(), .. OfVolumeSets(), .. OfPeers(),
        new SqlServerStatement(SqlServerIdentity.Begin, [new SqlParameter("@id", System.Data.SqlDbType.VarChar, 32)]),
        new SqlServerStatement(SqlServerIdentity.Hold, []), new SqlServerStatement(SqlServerIdentity.SetWritten, []),
        .. SqlServerSchema.Statements.Select(sql => new SqlServerStatement(
            sql, sql == SqlServerSchema.Record ? SqlServerSchema.ToRecord(SqlServerSchema.Scripts[0]) : [])),
    ];

    private static async Task<IReadOnlyList<SqlServerStatement>> OfReadersAsync()
    {
        var reader = new Reader(hasRow: true);
        var index = new RecordedIndex(reader);
        foreach (var (level, keys) in PostgresQueryTests.Queries.Select(row => ((string)row[0], (string)row[1])))
        {
            foreach (var features in (QueryFeatures[])[QueryFeatures.None, QueryFeatures.FuzzyNames, (QueryFeatures)63])
            {
                foreach (var model in (InformationModel[])[InformationModel.PatientRoot, InformationModel.StudyRoot])
                    await FindAsync(index, new FindRequest(model, Identifiers.Parse(level, keys)) { RetrieveAeTitle = "ARCHIVE", Features = features | QueryFeatures.Relational });
            }
        }

        await index.LocateAsync(new RetrieveRequest(InformationModel.PatientRoot, Identifiers.Parse("PATIENT", "PatientID=P7"))).ToListAsync();
        await index.LocateAsync(new RetrieveRequest(InformationModel.StudyRoot, Identifiers.Parse("STUDY", @"StudyInstanceUID=1.2\1.3"))).ToListAsync();
        await index.FindInstancesAsync(new SopInstanceUid("1.2")).ToListAsync();
        await index.FindBlobAsync(new BlobRef(1, 2, 3, 4, 5));
        foreach (var study in (StudyInstanceUid?[])[null, Study])
        {
            foreach (var instance in (SopInstanceUid?[])[null, new SopInstanceUid("1.2")])
                await index.FindVersionsAsync(study, instance).ToListAsync();
        }

        await index.CountVersionsAsync();
        await index.ReadAllInstancesAsync().ToListAsync();
        await index.LoadStudyAsync(Study);
        await index.CountStudyAsync(Study);
        await FindFactsAsync(new SqlFactIndex(reader, SqlServerDialect.Instance));
        using var journal = new RecordedJournal(reader);
        await journal.ReadAsync(0).ToListAsync();
        await journal.ReadEntityAsync("study/1.2", 0).ToListAsync();
        var nobody = new Reader(hasRow: false);
        await ServerNodes.FindRunningAsync(nobody, CancellationToken.None);
        return [.. reader.Statements, .. nobody.Statements];
    }

    private static async Task FindAsync(SqlIndex index, FindRequest request)
    {
        try
        {
            await index.FindAsync(request).ToListAsync();
        }
        catch (InvalidQueryException)
        {
            // A key that is not of the model: other requests have it.
        }
    }

    private static async Task FindFactsAsync(SqlFactIndex facts)
    {
        await facts.FindAsync(FactKind.WorklistItem, "1");
        await facts.DueAsync(FactKind.Commitment, DateTimeOffset.UnixEpoch, 10);
        await facts.DueAsync(FactKind.Commitment, DateTimeOffset.UnixEpoch, new DuePosition(DateTimeOffset.UnixEpoch, 5), 10);
        await facts.NextDueAsync(FactKind.Commitment);
        await facts.ReadDocumentAsync("one");
        foreach (var query in FactQueriesOfTests.All)
        {
            foreach (var after in (long?[])[null, 7])
                await facts.QueryAsync(query, after).ToListAsync();
        }
    }

    private static IEnumerable<SqlServerStatement> OfTransactions()
    {
        var names = SqlServerRows.OfTexts();
        names.Next().With("study/1.2");
        var member = SqlServerReaders.Parameter("@me", 7L);
        yield return new SqlServerStatement(SqlServerJournalSession.LookSql, [member]);
        yield return new SqlServerStatement(SqlServerJournalSession.ReadEntities, [names.ToParameter("@names")]);
        yield return Of(new SqlServerTransaction(7).ToBatch());

        var transaction = new SqlServerTransaction(7);
        transaction.Entities.Next().With("study/1.2").With(0L).With(Guid.Empty).With(1L).With(Guid.NewGuid());
        transaction.Events.Next().With("study/1.2").With(1L).With("Noted").With(1).With(0L).With(ReadOnlyMemory<byte>.Empty);
        transaction.RenewedEvents.Next().With("study/1.2").With(1L).With("Noted").With(1).With(0L).With(ReadOnlyMemory<byte>.Empty);
        foreach (var change in Changes())
            transaction.Add(change, 0);
        yield return Of(transaction.ToBatch());
    }

    private static IEnumerable<IndexChange> Changes()
    {
        Assert.True(ObjectDescription.TryFrom(ComparedIndexes.Describe(1, 1), out var description, out _));
        var (instance, series) = (description.Instance.Instance, description.Series.Series);
        var storage = new InstanceStorage(new BlobRef(1, 2, 3, 4, 5), Uid, DateTimeOffset.UnixEpoch, "MODALITY");
        return
        [
            new AddStudy(Study, description.Study), new AddSeries(Study, description.Series), new AddInstance(Study, series, description.Instance, storage),
            new SetStudySummary(Study, 1, 1, ["CT"], ["1.2"]), new SetSeriesSummary(Study, series, 1),
            new AddVersion(Study, series, instance, Uid, storage), new ReplaceInstance(Study, series, description.Instance, storage),
            new ReplaceInstance(Study, series, description.Instance, storage), new RelocateInstance(Study, instance, storage.Blob),
            new RelocateVersion(Study, storage.Blob, storage.Blob),
            new SetFact(FactKind.PerformedStep, "1.2.3", 1, IsOpen: true, DateTimeOffset.UnixEpoch, new byte[] { 1 }, [new FactTerm(FactQueriesOfTests.Modality, "CT")]),
            new AddDocument("one", new byte[] { 1 }),
        ];
    }

    private static IEnumerable<SqlServerStatement> OfMembers() => ((SqlServerBatch[])
    [
        SqlServerMembers.Registration("here:1", "1"), SqlServerMembers.Requesting("here:1", MemberRequest.Drain), SqlServerMembers.Beat(1, MemberCondition.Starting), SqlServerMembers.Fencing(1, 2), SqlServerMembers.Founding(1), SqlServerMembers.Forming(1),
        SqlServerMembers.Leaving(1), SqlServerMembers.Leasing(1, "lease", "me", TimeSpan.FromSeconds(1)), SqlServerMembers.ReleasingLease("lease", "me"),
        SqlServerMembers.FindingLeaseOwner("lease"),
    ]).Select(Of);

    private static IEnumerable<SqlServerStatement> OfVolumeSets() => ((SqlServerBatch[])
    [
        SqlServerVolumeSets.Take(1), SqlServerVolumeSets.Collect(1, 2), SqlServerVolumeSets.Adopt(1), SqlServerVolumeSets.Has(1, 2), SqlServerVolumeSets.Free(1, 2),
        SqlServerVolumeSets.Write([new ReleasedRecord(1, 2, 3)]),
    ]).Select(Of);

    private static IEnumerable<SqlServerStatement> OfPeers() => ((SqlServerBatch[])
    [
        SqlServerPeerTable.Reading(-1), SqlServerPeerTable.Changing(1, "somebody", [new PeerChange("CT1", null, "{}"), new PeerChange("MR1", "{}", null)]),
    ]).Select(Of);

    private static SqlServerStatement Of(SqlServerBatch batch) => new(batch.Text, batch.Parameters);

    private sealed class RecordedIndex(IServerReader reader) : ServerIndex(reader, SqlServerDialect.Instance);

    private sealed class RecordedJournal(ISqlReader reader) : SqlJournal(new NoSession(), reader, SqlServerDialect.Instance, new ArchiveHealth());

    private sealed class NoSession : IJournalSession
    {
        public void Begin() => throw new NotSupportedException();

        public void Apply(PendingAppend append) => throw new NotSupportedException();

        public void Commit() => throw new NotSupportedException();

        public void Rollback() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class Reader(bool hasRow) : IServerReader
    {
        private readonly Row _row = new();

        public List<SqlServerStatement> Statements { get; } = [];

        public ValueTask<List<T>> ReadAsync<T>(SqlQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
        {
            Record(query);
            return new ValueTask<List<T>>(hasRow ? [read(_row)] : []);
        }

        public ValueTask<T> ReadSnapshotAsync<T>(Func<T> create, Func<T, IReadOnlyList<(SqlQuery Query, Action<DbDataReader> Read)>> statements, CancellationToken cancellationToken)
        {
            var result = create();
            foreach (var (query, _) in statements(result))
                Record(query);
            return new ValueTask<T>(result);
        }

        private void Record(SqlQuery query) => Statements.Add(new SqlServerStatement(
            $"{query.Text}\n{SqlServerReaders.AsWritten}", [.. query.Parameters.Select((value, number) => SqlServerReaders.Parameter($"@p{number}", value))]));
    }

    /// <summary>A row with something in every column.</summary>
    private sealed class Row : DbDataReader
    {
        public override int Depth => 0;

        public override int FieldCount => 1;

        public override bool HasRows => true;

        public override bool IsClosed => false;

        public override int RecordsAffected => 0;

        public override object this[int ordinal] => throw new NotSupportedException();

        public override object this[string name] => throw new NotSupportedException();

        public override long GetInt64(int ordinal) => 1;

        public override int GetInt32(int ordinal) => 1;

        public override string GetString(int ordinal) => "1.2";

        public override T GetFieldValue<T>(int ordinal) => (T)(object)Array.Empty<byte>();

        public override bool IsDBNull(int ordinal) => false;

        public override bool GetBoolean(int ordinal) => throw new NotSupportedException();

        public override byte GetByte(int ordinal) => throw new NotSupportedException();

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

        public override char GetChar(int ordinal) => throw new NotSupportedException();

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

        public override string GetDataTypeName(int ordinal) => throw new NotSupportedException();

        public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException();

        public override decimal GetDecimal(int ordinal) => throw new NotSupportedException();

        public override double GetDouble(int ordinal) => throw new NotSupportedException();

        public override IEnumerator GetEnumerator() => throw new NotSupportedException();

        public override Type GetFieldType(int ordinal) => throw new NotSupportedException();

        public override float GetFloat(int ordinal) => throw new NotSupportedException();

        public override Guid GetGuid(int ordinal) => throw new NotSupportedException();

        public override short GetInt16(int ordinal) => throw new NotSupportedException();

        public override string GetName(int ordinal) => throw new NotSupportedException();

        public override int GetOrdinal(string name) => throw new NotSupportedException();

        public override object GetValue(int ordinal) => throw new NotSupportedException();

        public override int GetValues(object[] values) => throw new NotSupportedException();

        public override bool NextResult() => throw new NotSupportedException();

        public override bool Read() => throw new NotSupportedException();
    }
}
