using Archive.Storage.Index.Search;

namespace Archive.Storage.Database.Postgres;

/// <summary>PostgreSQL: LIKE with its own wild cards, arrays for lists, and trigrams of pg_trgm.</summary>
internal sealed class PostgresDialect : SqlDialect
{
    public static PostgresDialect Instance { get; } = new();

    /// <summary>What the protocol counts in 16 bits.</summary>
    public override int MaxParameters => ushort.MaxValue;

    public override string InListedOrder => "ORDER BY listed.position";

    // A bitmap has no order: it is made and sorted for each page.
    public override int MinTextPage => 2048;

    /// <summary>The condition of the index <c>study_shortened</c>: in bytes, which need not be counted.</summary>
    public override string? IsShortened =>
        "greatest(octet_length(study.patient_id), octet_length(study.issuer_of_patient_id), octet_length(study.patient_name_alphabetic), "
        + "octet_length(study.patient_name_ideographic), octet_length(study.patient_name_phonetic), octet_length(study.accession_number)) > 255";

    public override string ToIndexed(string value) => ServerText.Indexed(value);

    public override string ToIndexedBeginning(string value) => ServerText.Beginning(value);

    public override string Matches(string column, string parameter) => $"{column} LIKE {parameter}";

    public override string ToPattern(string wildcard) => Escape(wildcard).Replace('*', '%').Replace('?', '_');

    public override string IsOneOf(string column, string parameter) => $"{column} = ANY({parameter})";

    public override string Listed(string parameter) => $"unnest({parameter}) WITH ORDINALITY AS listed(value, position)";

    public override object ToList(IReadOnlyCollection<long> values) => values.ToArray();

    public override object ToList(IReadOnlyCollection<string> values) => values.ToArray();

    /// <summary>The sign keeps the server from walking along the key through all studies, which a plan made once for all values takes for cheap.</summary>
    public override SqlTextSearch ContainsAll(string column, IReadOnlyList<string> fragments, Func<object, string> parameter) =>
        new("study_text", "+row_id", string.Join(" AND ", fragments.Select(fragment => $"{column} LIKE {parameter($"%{Escape(fragment)}%")}")));

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
