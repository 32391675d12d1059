using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;

namespace Archive.Storage.Tests.Index;

public sealed class IndispensableAttributesTests
{
    [Fact]
    public void Whatever_has_a_column_is_never_left_out()
    {
        var withColumn = IndexedAttributes.All.Where(tag => IndexColumns.TryGet(tag, out _) || IndexColumns.TryGetName(tag, out _));

        Assert.Equal(IndexedAttributes.Indispensable, [Tags.SpecificCharacterSet, .. withColumn]);
    }
}
