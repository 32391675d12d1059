using System.Buffers;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;

namespace Archive.Storage.Tests.Blobs;

internal static class BlobStoreExtensions
{
    /// <summary>Stands for preamble and file meta information.</summary>
    public static readonly byte[] Prefix = RandomBytes(344, seed: 1);

    public static byte[] RandomBytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static SopInstanceUid Key(int number) => new($"1.2.826.0.1.{number}");

    public static async Task<BlobRef> StoreAsync(this IBlobStore store, SopInstanceUid key, byte[] dataSet, int fragmentLength = 100_000)
    {
        await using var writer = store.CreateWriter(key, Prefix);
        await writer.AppendInFragmentsAsync(dataSet, fragmentLength);
        return await writer.CompleteAsync();
    }

    public static async Task AppendInFragmentsAsync(this IBlobWriter writer, byte[] dataSet, int fragmentLength)
    {
        for (var i = 0; i < dataSet.Length; i += fragmentLength)
            await writer.AppendAsync(new ReadOnlySequence<byte>(dataSet, i, Math.Min(fragmentLength, dataSet.Length - i)));
    }

    /// <summary>The whole Part 10 file.</summary>
    public static async Task<byte[]> ReadAllAsync(this IBlobStore store, BlobRef blob)
    {
        var bytes = new byte[blob.Length];
        for (var done = 0; done < bytes.Length;)
        {
            var read = await store.ReadAsync(blob, done, bytes.AsMemory(done));
            Assert.NotEqual(0, read);
            done += read;
        }

        return bytes;
    }

    /// <summary>The blob is the prefix and this data set, byte for byte.</summary>
    public static async Task AssertHoldsAsync(this IBlobStore store, BlobRef blob, byte[] dataSet)
    {
        byte[] expected = [.. Prefix, .. dataSet];
        Assert.Equal(expected, await store.ReadAllAsync(blob));
    }
}
