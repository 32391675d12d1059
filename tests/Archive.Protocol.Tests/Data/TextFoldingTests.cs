using Archive.Protocol.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Protocol.Tests.Data;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("DOE^JANE", "doe jane")]
    [InlineData("  Doe ^^ Jane  ", "doe jane")]
    [InlineData("Müller", "muller")]
    [InlineData("Mu\u0308ller", "muller")]
    [InlineData("Straße", "strasse")]
    [InlineData("STRASSE", "strasse")]
    [InlineData("Jérôme", "jerome")]
    [InlineData("Łukasz Đorđe Øre", "lukasz dorde ore")]
    [InlineData("Æsop Œuvre ﬁn", "aesop oeuvre fin")]
    [InlineData("IŞIL İpek ışıl", "isil ipek isil")]
    [InlineData("O’Brien–Smith", "o'brien-smith")]
    [InlineData("Ｙａｍａｄａ　Ｔａｒｏｕ", "yamada tarou")]
    [InlineData("ﾔﾏﾀﾞ ﾊﾟｰﾗｰ", "やまだ ぱーらー")]
    [InlineData("ヤマダ パーラー", "やまだ ぱーらー")]
    [InlineData("ヤマタ\u3099", "やまだ")]
    [InlineData("ｳﾞｧﾝ", "ゔぁん")]
    [InlineData("ジョン・スミス", "じょん すみす")]
    [InlineData("葛\U000E0100城", "葛城")]
    [InlineData("ΣΟΛΩΜΌΣ", "σολωμοσ")]
    [InlineData("Σολωμός", "σολωμοσ")]
    [InlineData("Ёлкин", "елкин")]
    [InlineData("שָׁרוֹן", "שרון")]
    [InlineData("أحمد", "احمد")]
    [InlineData("สมชาย ใจดี", "สมชาย ใจดี")]
    [InlineData("홍", "홍")]
    [InlineData("\u1112\u1169\u11BC", "홍")]
    [InlineData("M*ll?r^Ｊ＊", "m*ll?r j*")]
    [InlineData("", "")]
    [InlineData("^ ^", "")]
    [InlineData("😀 A", "😀 a")]
    public void Text_folds_to_the_form_in_which_it_is_matched(string text, string folded) => Assert.Equal(folded, TextFolding.Fold(text));

    [Fact]
    public void Voiced_kana_fold_the_same_composed_and_in_parts()
    {
        const string Composed = "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔゞ";
        const string Parts = "か゛き゛く゛け゛こ゛さ゛し゛す゛せ゛そ゛た゛ち゛つ゛て゛と゛は゛ひ゛ふ゛へ゛ほ゛は゜ひ゜ふ゜へ゜ほ゜う゛ゝ゛";

        Assert.Equal(Composed, TextFolding.Fold(Composed));
        Assert.Equal(Composed, TextFolding.Fold(Parts));
        Assert.Equal("な\u3099ま\u3099", TextFolding.Fold("な゛ま゛"));
    }

    [Fact]
    public void Folding_any_character_twice_changes_nothing()
    {
        for (var code = 0; code <= 0xFFFF; code++)
        {
            var once = TextFolding.Fold($"a{(char)code}b");
            Assert.True(TextFolding.Fold(once) == once, $"U+{code:X4}");
        }
    }

    [Fact]
    public void Folding_any_text_twice_changes_nothing()
    {
        var text = Gen.Frequency((2, Gen.Choose(0, 0xFFFF)), (2, Gen.Choose(0, 0x250)), (1, Gen.Choose(0x3040, 0x30FF)), (1, Gen.Choose(0xFF61, 0xFF9F)))
            .Select(code => (char)code).ArrayOf().Select(characters => new string(characters));

        Prop.ForAll(Arb.From(text), t => TextFolding.Fold(TextFolding.Fold(t)) == TextFolding.Fold(t)).AssertHolds();
    }

    [Fact]
    public void Folded_text_is_given_back_as_it_is()
    {
        const string Ascii = "doe jane";
        const string Kana = "やまだ";

        Assert.Same(Ascii, TextFolding.Fold(Ascii));
        Assert.Same(Kana, TextFolding.Fold(Kana));
    }

    [Theory]
    [InlineData("Yamada^Tarou=山田^太郎=ヤマダ^タロウ", "yamada|tarou|山田|太郎|やまだ|たろう")]
    [InlineData("Doe, Jane^Mary Jane^^Dr.", "doe|jane|mary|dr.")]
    [InlineData("Müller-Lüdenscheidt^Jörg", "muller-ludenscheidt|jorg")]
    [InlineData("^^=^=", "")]
    public void Name_gives_the_distinct_words_of_all_groups(string name, string tokens) =>
        Assert.Equal(tokens, string.Join('|', TextFolding.NameTokens(name)));
}
