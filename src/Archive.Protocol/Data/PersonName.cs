namespace Archive.Protocol.Data;

/// <summary>
/// A value of VR PN (PS3.5 6.2.1): the name in alphabetic, ideographic and phonetic characters. Two names are equal when
/// their components are, whatever padding and trailing delimiters they were written with.
/// </summary>
public sealed record PersonName(PersonNameGroup Alphabetic, PersonNameGroup Ideographic, PersonNameGroup Phonetic)
{
    public static PersonName Empty { get; } = new(PersonNameGroup.Empty, PersonNameGroup.Empty, PersonNameGroup.Empty);

    public bool IsEmpty => this == Empty;

    /// <summary>The family name of the first group that has one.</summary>
    public string FamilyName => FirstGiven(Alphabetic.FamilyName, Ideographic.FamilyName, Phonetic.FamilyName);

    /// <summary>The given name of the first group that has one.</summary>
    public string GivenName => FirstGiven(Alphabetic.GivenName, Ideographic.GivenName, Phonetic.GivenName);

    /// <summary>Reads one decoded value. Anything is a name: missing components and groups are empty, a fourth group is passed over.</summary>
    public static PersonName Parse(string text)
    {
        var groups = text.Trim(' ', '\0').Split('=', 4);
        return new PersonName(At(0), At(1), At(2));

        PersonNameGroup At(int index) => index < groups.Length ? PersonNameGroup.Parse(groups[index]) : PersonNameGroup.Empty;
    }

    /// <summary>As encoded: <c>Yamada^Tarou=山田^太郎=やまだ^たろう</c>, without trailing delimiters.</summary>
    public override string ToString() => string.Join('=', Alphabetic, Ideographic, Phonetic).TrimEnd('=');

    private static string FirstGiven(string alphabetic, string ideographic, string phonetic) =>
        alphabetic.Length > 0 ? alphabetic : ideographic.Length > 0 ? ideographic : phonetic;
}
