namespace Archive.Storage.Blobs;

/// <summary>The volume a <see cref="BlobRef"/> names is gone: look the reference up again.</summary>
public sealed class BlobNotFoundException : IOException
{
    public BlobNotFoundException()
    {
    }

    public BlobNotFoundException(string message)
        : base(message)
    {
    }

    public BlobNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
