using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Data;

public sealed class PersonNameTests
{
    [Fact]
    public void Groups_and_components_stand_where_the_standard_puts_them()
    {
        var name = PersonName.Parse("Adams^John Robert Quincy^A^Rev.^B.A. M.Div.=亜^約翰=あ^じょん");

        Assert.Equal(new PersonNameGroup("Adams", "John Robert Quincy", "A", "Rev.", "B.A. M.Div."), name.Alphabetic);
        Assert.Equal(new PersonNameGroup("亜", "約翰"), name.Ideographic);
        Assert.Equal(new PersonNameGroup("あ", "じょん"), name.Phonetic);
    }

    [Theory]
    [InlineData("Doe^Jane")]
    [InlineData("Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData("=山田^太郎")]
    [InlineData("==やまだ")]
    [InlineData("Doe^^^Dr.")]
    [InlineData("")]
    public void Name_is_written_as_it_was_read(string text) => Assert.Equal(text, PersonName.Parse(text).ToString());

    [Theory]
    [InlineData("Doe^Jane^^^")]
    [InlineData(" Doe ^ Jane ")]
    [InlineData("Doe^Jane==")]
    [InlineData("Doe^Jane^^^^=^^=\0")]
    public void Padding_and_trailing_delimiters_make_no_other_name(string text)
    {
        Assert.Equal(PersonName.Parse("Doe^Jane"), PersonName.Parse(text));
        Assert.Equal("Doe^Jane", PersonName.Parse(text).ToString());
    }

    [Fact]
    public void Components_and_groups_too_many_do_no_harm()
    {
        var name = PersonName.Parse("A^B^C^D^E^F^^G=H=I=J");

        Assert.Equal("E F G", name.Alphabetic.Suffix);
        Assert.Equal("A^B^C^D^E F G=H=I", name.ToString());
    }

    [Fact]
    public void Family_and_given_name_come_from_the_first_group_that_has_them()
    {
        Assert.Equal(("山田", "太郎"), (PersonName.Parse("=山田^太郎=やまだ^たろう").FamilyName, PersonName.Parse("=山田^太郎").GivenName));
        Assert.Equal(("Doe", ""), (PersonName.Parse("Doe").FamilyName, PersonName.Parse("Doe").GivenName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("^^^^")]
    [InlineData("==")]
    public void Name_of_delimiters_alone_is_empty(string text) => Assert.True(PersonName.Parse(text).IsEmpty);
}
