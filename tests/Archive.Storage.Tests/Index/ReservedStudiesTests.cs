using Archive.Storage.Index;
using Archive.Storage.Journal;

namespace Archive.Storage.Tests.Index;

public sealed class ReservedStudiesTests
{
    [Fact]
    public void Each_number_has_a_study_that_is_reserved_with_room_for_series_and_object_in_its_UID()
    {
        Assert.NotEqual(ReservedStudies.Of(1), ReservedStudies.Of(2));
        foreach (var number in (uint[])[0, 1, uint.MaxValue])
        {
            var study = ReservedStudies.Of(number);
            Assert.True(ReservedStudies.Contains(study));
            Assert.True(JournalEntity.IsReserved(JournalEntity.OfStudy(study)));
            Assert.True(study.Uid.IsConformant);
            Assert.True(study.Value.Length + ".1.1".Length <= 64);
        }
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("2.25.278787771145916208396793717834760445195")]
    [InlineData("2.25.278787771145916208396793717834760445195.10")]
    [InlineData("2.25.2787877711459162083967937178347604451951.1.5")]
    public void No_other_study_is(string study)
    {
        Assert.False(ReservedStudies.Contains(study));
        Assert.False(JournalEntity.IsReserved("study/" + study));
        Assert.False(JournalEntity.IsReserved("step/" + ReservedStudies.Of(1).Value));
    }
}
