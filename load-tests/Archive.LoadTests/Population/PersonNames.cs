using Archive.Protocol.Data;

namespace Archive.LoadTests.Population;

/// <summary>
/// Invented people: surnames and given names as skewed as real ones (1 in 110 is a Smith), a long tail of rare surnames, and
/// 3 in 100 whose names need a character set.
/// </summary>
internal static class PersonNames
{
    private const double CommonShare = 0.24;

    private static readonly string[] Common = Words("""
        Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas
        Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King
        Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips
        Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper
        Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz
        Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez
        """);

    private static readonly Ranked<string> Surnames = new(Common, fall: 0.12);

    private static readonly string[] Beginnings = Words("""
        Ash Bain Bald Bar Beck Bel Ben Black Blake Bor Brad Brind Brock Burn Cal Carl Cast Chad Chal Chel Clay Cor Cran Crom Dal Dan
        Dar Den Dray Dun East Ed Elm Ers Fair Farn Fen Fir Gar Gil Gold Graf Gran Grim Had Hal Ham Har Hart Hask Haw Hay Hazel Hen Hol
        Horn Hul Ing Kel Ken Kil Kir Lang Lar Led Lin Lock Lud Mal Mar May Mel Mil Nai Nor Oak Ol Os Pem Pen Por Quin Rad Ral Ran Red
        Rich Ros Row Rus Sal Sax Sel Shel Stan Star Stock Sut Tal Tem Thorn Til Tor Tre Tul Under Van Wal War Wat Wel Wes Whit Win Wor Yar
        """);

    private static readonly string[] Endings = Words("""
        ley ton ford wood man son well field ham worth bury by stead land more shaw stone bridge brook water gate house er ing ings
        ell ett ard kin kins smith wright dale den don combe cott croft hurst low wick
        """);

    private static readonly Ranked<string> MaleNames = new(
        Words("""
            James John Robert Michael William David Richard Charles Joseph Thomas Christopher Daniel Paul Mark Donald George Kenneth
            Steven Edward Brian Ronald Anthony Kevin Jason Matthew Gary Timothy Jose Larry Jeffrey Frank Scott Eric Stephen Andrew
            Raymond Gregory Joshua Jerry Dennis Walter Patrick Peter Harold Douglas Henry Carl Arthur Ryan Roger Joe Juan Jack Albert
            """),
        fall: 0.1);

    private static readonly Ranked<string> FemaleNames = new(
        Words("""
            Mary Patricia Linda Barbara Elizabeth Jennifer Maria Susan Margaret Dorothy Lisa Nancy Karen Betty Helen Sandra Donna Carol
            Ruth Sharon Michelle Laura Sarah Kimberly Deborah Jessica Shirley Cynthia Angela Melissa Brenda Amy Anna Rebecca Virginia
            Kathleen Pamela Martha Debra Amanda Stephanie Carolyn Christine Marie Janet Catherine Frances Ann Joyce Diane Alice Julie
            """),
        fall: 0.1);

    private static readonly (double Share, string CharacterSet, string[] Names)[] Foreign =
    [
        (0.010, @"\ISO 2022 IR 87",
        [
            "Yamada^Tarou=山田^太郎=やまだ^たろう", "Satou^Hanako=佐藤^花子=さとう^はなこ", "Suzuki^Ichirou=鈴木^一郎=すずき^いちろう",
            "Takahashi^Misaki=高橋^美咲=たかはし^みさき", "Tanaka^Kenji=田中^健二=たなか^けんじ", "Itou^Sakura=伊藤^桜=いとう^さくら",
            "Watanabe^Daisuke=渡辺^大輔=わたなべ^だいすけ", "Nakamura^Yui=中村^結衣=なかむら^ゆい",
        ]),
        (0.005, @"\ISO 2022 IR 149",
        [
            "Hong^Gildong=洪^吉洞=홍^길동", "Kim^Minsu=金^民秀=김^민수", "Lee^Jiyoung=李^智英=이^지영", "Park^Seojun=朴^徐俊=박^서준", "Choi^Yuna=崔^允兒=최^윤아",
        ]),
        (0.005, "ISO_IR 126", ["Παπαδόπουλος^Γιώργος", "Νικολάου^Μαρία", "Οικονόμου^Δημήτρης", "Διονυσίου^Ελένη"]),
        (0.010, "ISO_IR 100",
        [
            "Müller^Jörg", "Schröder^Jürgen", "García^José", "Núñez^Inés", "Lefèvre^Hélène", "Gonçalves^João", "Åkesson^Björn", "Sørensen^Mads", "Strauß^Käthe",
        ]),
    ];

    /// <summary>Surnames that are borne by at least 1 in 1,000, the most common first.</summary>
    public static IReadOnlyList<string> CommonSurnames { get; } = Common[..60];

    /// <summary>A patient's name, the sex it goes with (M or F) and the value of (0008,0005) that it needs.</summary>
    public static (string Name, string Sex, CharacterSet CharacterSet) Patient(ref Draw draw)
    {
        var sex = draw.Chance(0.52) ? "F" : "M";
        var kind = draw.NextDouble();
        foreach (var (share, terms, names) in Foreign)
        {
            if (kind < share)
                return (draw.Of(names), sex, CharacterSet.Parse(terms.Split('\\')));
            kind -= share;
        }

        var name = $"{Surname(ref draw)}^{(sex == "F" ? FemaleNames : MaleNames).Choose(ref draw)}";
        if (draw.Chance(0.6))
            name += $"^{(char)('A' + draw.Next(26))}";
        return (draw.Chance(0.8) ? name.ToUpperInvariant() : name, sex, CharacterSet.Parse(["ISO_IR 100"]));
    }

    /// <summary>A name of someone who works in the hospital.</summary>
    public static string Staff(ref Draw draw) => $"{Surname(ref draw)}^{(draw.Chance(0.5) ? FemaleNames : MaleNames).Choose(ref draw)}";

    private static string Surname(ref Draw draw) =>
        draw.Chance(CommonShare) ? Surnames.Choose(ref draw) : draw.Of(Beginnings) + draw.Of(Endings);

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
