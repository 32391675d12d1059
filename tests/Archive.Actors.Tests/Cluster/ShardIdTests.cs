using Archive.Actors.Cluster;

namespace Archive.Actors.Tests.Cluster;

public sealed class ShardIdTests
{
    /// <summary>Frozen: nodes of different versions must agree. Worked out apart from the code that is tested.</summary>
    [Theory]
    [InlineData("", 119, 0xEFD01F60BA992926)]
    [InlineData("a", 65, 0x82A2A958A9BECE5B)]
    [InlineData("foobar", 22, 0x2C22194922D1672B)]
    [InlineData("1.2.840.113619.2.55.3.1", 101, 0xCB79CEC763842D5F)]
    [InlineData("1.2.840.113619.2.55.3.2", 114, 0xE5AC91F3B6739A69)]
    [InlineData("Müller^Jörg", 31, 0x3FAEB23C2F76A6A9)]
    [InlineData("山田", 18, 0x24DAEFC2E6FB26C4)]
    [InlineData("2.25.999999999999999999999999999999999999999", 98, 0xC52D14D3229705DD)]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 33, 0x43777B34A05BE89D)]
    public void An_entity_is_in_the_same_shard_for_ever(string entityId, int shard, ulong hash)
    {
        Assert.Equal(new ShardId(shard), ShardId.Of(entityId));
        Assert.Equal(hash, ShardId.Hash(entityId));
        Assert.Equal(128, ShardId.Count);
    }

    [Fact]
    public void Ids_that_differ_in_their_last_digits_spread_over_all_shards()
    {
        int[] entities = new int[ShardId.Count];
        for (int i = 0; i < 100 * ShardId.Count; i++)
            entities[ShardId.Of($"1.2.840.113619.2.55.3.2831208458.{i}").Value]++;

        // A mean of 100 with a standard deviation of 10.
        Assert.InRange(entities.Min(), 50, 100);
        Assert.InRange(entities.Max(), 100, 150);
    }

    [Fact]
    public void There_is_no_shard_beyond_the_last()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ShardId(128));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ShardId(-1));
    }
}
