namespace Archive.Protocol.Data.CharacterSets;

/// <summary>
/// What devices write into Specific Character Set (0008,0005) though it is none of the standard's terms: the names that
/// registries and operating systems have for a set, and those of the standard mixed up. Only what cannot mean anything else.
/// Case and everything but letters and digits do not count.
/// </summary>
internal static class SpellingTable
{
    /// <summary>Other names of the standard's sets.</summary>
    public static readonly IReadOnlyList<(string Term, string[] Spellings)> Terms =
    [
        ("ISO_IR 6", ["IR 6", "ISO 2022 6", "ASCII", "US-ASCII", "ISO 646", "ISO646-US", "ISO_646.irv:1991", "ANSI_X3.4-1968", "ANSI_X3.4-1986", "CP367", "IBM367"]),
        ("ISO_IR 100", ["IR 100", "ISO 2022 100", "ISO 8859-1", "ISO_8859-1:1987", "8859-1", "Latin1", "ISO Latin 1", "CP819", "IBM819", "Windows-28591"]),
        ("ISO_IR 101", ["IR 101", "ISO 2022 101", "ISO 8859-2", "ISO_8859-2:1987", "8859-2", "Latin2", "ISO Latin 2", "Windows-28592"]),
        ("ISO_IR 109", ["IR 109", "ISO 2022 109", "ISO 8859-3", "ISO_8859-3:1988", "8859-3", "Latin3", "ISO Latin 3", "Windows-28593"]),
        ("ISO_IR 110", ["IR 110", "ISO 2022 110", "ISO 8859-4", "ISO_8859-4:1988", "8859-4", "Latin4", "ISO Latin 4", "Windows-28594"]),
        ("ISO_IR 144", ["IR 144", "ISO 2022 144", "ISO 8859-5", "ISO_8859-5:1988", "8859-5", "Cyrillic", "Windows-28595"]),
        ("ISO_IR 127", ["IR 127", "ISO 2022 127", "ISO 8859-6", "ISO_8859-6:1987", "8859-6", "Arabic", "ASMO-708", "ECMA-114", "Windows-28596"]),
        ("ISO_IR 126", ["IR 126", "ISO 2022 126", "ISO 8859-7", "ISO_8859-7:1987", "8859-7", "Greek", "ELOT_928", "ECMA-118", "Windows-28597"]),
        ("ISO_IR 138", ["IR 138", "ISO 2022 138", "ISO 8859-8", "ISO_8859-8:1988", "ISO 8859-8-I", "8859-8", "Hebrew", "Windows-28598"]),
        ("ISO_IR 148", ["IR 148", "ISO 2022 148", "ISO 8859-9", "ISO_8859-9:1989", "8859-9", "Latin5", "ISO Latin 5", "Windows-28599"]),
        ("ISO_IR 203", ["IR 203", "ISO 2022 203", "ISO 8859-15", "8859-15", "Latin9", "ISO Latin 9", "Windows-28605"]),
        ("ISO_IR 166", ["IR 166", "ISO 2022 166", "ISO 8859-11", "8859-11", "TIS-620", "TIS620-2533", "Thai"]),
        ("ISO_IR 13", ["IR 13", "ISO 2022 13", "ISO_IR 14", "ISO 2022 IR 14", "JIS_X0201", "JISX0201.1976"]),
        ("ISO 2022 IR 87", [
            "ISO_IR 87", "IR 87", "ISO 2022 87", "ISO_IR 42", "ISO-2022-JP", "csISO2022JP", "JIS_X0208", "JIS_X0208-1983", "JIS_X0208-1990", "JIS_C6226-1983",
        ]),
        ("ISO 2022 IR 159", ["ISO_IR 159", "IR 159", "ISO 2022 159", "JIS_X0212", "JIS_X0212-1990"]),
        ("ISO 2022 IR 149", [
            "ISO_IR 149", "IR 149", "ISO 2022 149", "KS_C_5601", "KS_C_5601-1987", "KS_C_5601-1989", "KS_X_1001", "KS_X_1001:1998", "EUC-KR", "csEUCKR", "csKSC56011987",
        ]),
        ("ISO 2022 IR 58", ["ISO_IR 58", "IR 58", "ISO 2022 58"]),
        ("ISO_IR 192", [
            "IR 192", "ISO 2022 IR 192", "ISO 2022 192", "UTF-8", "UTF8MB4", "Unicode-1-1-UTF-8", "ISO 10646", "ISO 10646-1", "ISO-10646-UTF-8", "CP65001", "Windows-65001",
        ]),
        // All that text in GB 2312 holds is the same in GB 18030.
        ("GB18030", [
            "ISO_IR GB18030", "ISO 2022 GB18030", "ISO 2022 IR GB18030", "GB18030-2000", "GB18030-2005", "CP54936", "Windows-54936",
            "GB2312", "GB_2312-80", "GB2312-1980", "csGB2312", "EUC-CN", "ISO_IR GB2312",
        ]),
        ("GBK", ["ISO_IR GBK", "ISO 2022 GBK", "ISO 2022 IR GBK", "CP936", "MS936", "Windows-936"]),
    ];

    /// <summary>Code pages that the standard does not know: text is read in them and written in UTF-8.</summary>
    public static readonly IReadOnlyList<(int CodePage, string[] Spellings)> CodePages =
    [
        (932, ["Shift_JIS", "SJIS", "x-sjis", "csShiftJIS", "MS_Kanji", "MS932", "CP932", "Windows-31J", "Windows-932"]),
        (51932, ["EUC-JP", "x-euc-jp", "UJIS", "CP51932"]),
        (949, ["CP949", "MS949", "UHC", "Windows-949"]),
        (50225, ["ISO-2022-KR", "csISO2022KR"]),
        (950, ["Big5", "csBig5", "CP950", "MS950", "Windows-950", "ISO 2022 B5", "ISO_IR B5"]),
        (866, ["CP866", "IBM866", "DOS-866"]),
        (874, ["CP874", "Windows-874"]),
        (1250, ["CP1250", "WIN1250", "Windows-1250"]),
        (1251, ["CP1251", "WIN1251", "Windows-1251"]),
        (1252, ["CP1252", "WIN1252", "Windows-1252"]),
        (1253, ["CP1253", "WIN1253", "Windows-1253"]),
        (1254, ["CP1254", "WIN1254", "Windows-1254"]),
        (1255, ["CP1255", "WIN1255", "Windows-1255"]),
        (1256, ["CP1256", "WIN1256", "Windows-1256"]),
        (1257, ["CP1257", "WIN1257", "Windows-1257"]),
        (1258, ["CP1258", "WIN1258", "Windows-1258"]),
        (20866, ["KOI8-R", "csKOI8R"]),
        (21866, ["KOI8-U"]),
        (28603, ["ISO 8859-13", "Latin7"]),
    ];
}
