namespace Archive.Actors.Tests.Associations;

/// <summary>Objects whose bytes the system remembers as they were before another node wrote them.</summary>
public sealed class RememberedBytesTests : AssociationTest
{
    [Theory]
    [InlineData(2_048)]
    [InlineData(900_000)]
    public async Task An_object_that_is_not_what_was_stored_is_read_once_more_before_it_is_sent(int pixelBytes)
    {
        await using var archive = await TestArchive.StartAsync();
        var sent = TestObject.Ct(pixelBytes);
        await TestScu.StoreAsync(archive, sent);
        archive.Blobs.RemembersZeros = true;

        var retrieved = await TestScu.GetAsync(archive, sent.Study);

        Assert.Empty(retrieved.Failed);
        Assert.Equal(sent.Bytes, retrieved.Objects[sent.Instance]);
        Assert.False(archive.Blobs.RemembersZeros);
    }
}
