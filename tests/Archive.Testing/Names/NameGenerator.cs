namespace Archive.Testing.Names;

/// <summary>Invented names with components and groups left empty in every way, and keys that look for them; the same for the same seed.</summary>
public sealed class NameGenerator(int seed)
{
    private static readonly string[] Families = ["SMITH", "Smithers", "smith", "Müller", "O'Hara", "Ng", "Van der Berg", "Jr", ""];
    private static readonly string[] Givens = ["JOHN", "Jo", "Ann", "JR", "J", "", ""];
    private static readonly string[] Rest = ["", "", "", "Q", "JR", "Dr", "Ann"];
    private static readonly string[] Ideographs = ["山田^太郎", "山田^", "^太郎", "山田", "", "小野^健^^^"];
    private static readonly string[] Kana = ["やまだ^たろう", "ヤマダ^", "おの", "", "オノ^ケン"];

    private readonly Random _random = new(seed);

    public string Name()
    {
        var alphabetic = string.Join('^', Pick(Families), Pick(Givens), Pick(Rest), Pick(Rest), Pick(Rest));
        if (_random.Next(3) > 0)
            alphabetic = alphabetic.TrimEnd('^');
        if (_random.Next(8) == 0)
            alphabetic = Pick([alphabetic.Replace("^", " ^ ", StringComparison.Ordinal), alphabetic.Replace("^", ", ", StringComparison.Ordinal), "SMITH", "SMITH^^^^", "^JOHN", "OB^^^^"]);
        return _random.Next(4) switch
        {
            0 => $"{alphabetic}={Pick(Ideographs)}={Pick(Kana)}",
            1 => $"{alphabetic}={Pick(Ideographs)}",
            _ => alphabetic,
        };
    }

    /// <summary>A key made of a name: some of it replaced by wild cards, components added, taken away or asked for by an asterisk.</summary>
    public string Key(string name)
    {
        var key = name;
        for (var changes = _random.Next(1, 4); changes > 0; changes--)
            key = Change(key);
        return key;
    }

    private string Change(string key)
    {
        var (start, end) = (_random.Next(key.Length + 1), _random.Next(key.Length + 1));
        (start, end) = (Math.Min(start, end), Math.Max(start, end));
        var components = key.Split('^');
        return _random.Next(10) switch
        {
            0 => key[..start] + "*",
            1 => "*" + key[start..],
            2 => key[..start] + "*" + key[end..],
            3 => start < key.Length ? key[..start] + "?" + key[(start + 1)..] : key + "?",
            4 => string.Join('^', components.Take(_random.Next(1, components.Length + 1))) + "^*",
            5 => string.Join('^', components.Select(component => _random.Next(3) == 0 ? "*" : component)),
            6 => string.Join('^', components.Select(component => component.Length > 0 && !component.Contains('=', StringComparison.Ordinal) && _random.Next(3) == 0 ? component[..1] + "*" : component)),
            7 => key.Contains('=', StringComparison.Ordinal) ? string.Join('=', key.Split('=').Select(group => _random.Next(2) == 0 ? "*" : group)) : key + Pick(["^", "^^", "^*^*", "=*", "="]),
            8 => Pick(["^", "*^", "^*^"]) + key,
            _ => key.Insert(start, Pick(["*", "^", "^*", "?", "??"])),
        };
    }

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
