using Archive.Storage.Blobs;

namespace Archive.Storage.Database;

/// <summary>Rows for one statement, however many there are. A row is begun by <see cref="Next"/> and given its columns in order.</summary>
internal abstract class TableRows
{
    public int Count { get; private set; }

    public TableRows Next()
    {
        Count++;
        Begin();
        return this;
    }

    public abstract TableRows With(string value);

    /// <summary>A text in an index.</summary>
    public TableRows WithIndexed(string value) => With(ServerText.Indexed(value));

    public abstract TableRows With(long value);

    /// <summary>Null: NULL.</summary>
    public abstract TableRows With(long? value);

    public abstract TableRows With(int value);

    public abstract TableRows With(Guid value);

    public abstract TableRows With(ReadOnlyMemory<byte> value);

    public TableRows With(BlobRef blob) =>
        With(blob.Volume).With(blob.Offset).With(blob.PrefixLength).With(blob.DataSetLength).With((long)blob.DataSetCrc32C);

    public virtual void Clear() => Count = 0;

    protected abstract void Begin();
}
