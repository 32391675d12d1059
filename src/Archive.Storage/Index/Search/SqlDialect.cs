namespace Archive.Storage.Index.Search;

/// <summary>What databases say differently. Everything else of the index's queries is the SQL they share.</summary>
internal abstract class SqlDialect
{
    /// <summary>How many parameters one statement may have.</summary>
    public abstract int MaxParameters { get; }

    /// <summary>The order of a table of <see cref="Listed"/>, as the last clause of a statement that walks it.</summary>
    public abstract string InListedOrder { get; }

    /// <summary>
    /// A condition that is true of every study of which a column that is indexed has not the whole value, and of few others. Null: columns have all.
    /// </summary>
    public virtual string? IsShortened => null;

    /// <summary>A value as a column that is indexed has it: equal where the values are.</summary>
    public virtual string ToIndexed(string value) => value;

    /// <summary>How a column that is indexed begins where the value does so.</summary>
    public virtual string ToIndexedBeginning(string value) => value;

    /// <summary>How many studies a search within texts asks for at once, at least: many, where each page looks for all that there are anew.</summary>
    public virtual int MinTextPage => 0;

    /// <summary>A condition that is true when the column matches the pattern of <see cref="ToPattern"/>.</summary>
    public abstract string Matches(string column, string parameter);

    /// <summary>Turns a DICOM wild card value into a pattern of the database; every other character stands for itself.</summary>
    public abstract string ToPattern(string wildcard);

    /// <summary>A condition that is true when the column is one of the values of a list parameter.</summary>
    public abstract string IsOneOf(string column, string parameter);

    /// <summary>A table named <c>listed</c> of the integers of a list parameter, in column <c>value</c>.</summary>
    public abstract string Listed(string parameter);

    /// <summary>A list as one parameter, so that a statement's text does not depend on its length.</summary>
    public abstract object ToList(IReadOnlyCollection<long> values);

    /// <inheritdoc cref="ToList(IReadOnlyCollection{long})"/>
    public abstract object ToList(IReadOnlyCollection<string> values);

    /// <summary>
    /// Where trigrams lead to the studies whose text contains all of the fragments, each at least <see cref="SearchText.MinLength"/> characters. They may
    /// lead to others too.
    /// </summary>
    /// <param name="column">One of those of <see cref="SearchText"/>.</param>
    /// <param name="parameter">Takes a value and gives the parameter's name.</param>
    public abstract SqlTextSearch ContainsAll(string column, IReadOnlyList<string> fragments, Func<object, string> parameter);

    /// <summary>True of rows whose key comes after a position in the order of that key.</summary>
    public virtual string ComesAfter(IReadOnlyList<string> key, IReadOnlyList<string> position, bool isDescending = false)
    {
        var after = isDescending ? '<' : '>';
        return key is [var column] ? $"{column} {after} {position[0]}" : $"({string.Join(", ", key)}) {after} ({string.Join(", ", position)})";
    }

    /// <summary>A statement that reads the next rows in the order of a key.</summary>
    /// <param name="condition">Null for all rows.</param>
    /// <param name="key">Columns that are among those that are read, if there are several.</param>
    /// <param name="position">A parameter for each column of the key: the last row's. None: from the first row on.</param>
    /// <param name="limit">How many rows.</param>
    public virtual string Page(
        string columns, string tables, string? condition, IReadOnlyList<string> key, IReadOnlyList<string> position, string limit, bool isDescending = false) =>
        $"SELECT {columns} FROM {tables}{Where(condition, position.Count == 0 ? null : ComesAfter(key, position, isDescending))} ORDER BY {Order(key, isDescending)} LIMIT {limit}";

    /// <summary>Texts as one.</summary>
    public virtual string Concat(params IEnumerable<string> texts) => $"({string.Join(" || ", texts)})";

    protected static string Where(params IEnumerable<string?> conditions) => string.Join(" AND ", conditions.OfType<string>()) is { Length: > 0 } all ? $" WHERE {all}" : string.Empty;

    protected static string Order(IEnumerable<string> key, bool isDescending) => string.Join(", ", isDescending ? key.Select(column => column + " DESC") : key);
}
