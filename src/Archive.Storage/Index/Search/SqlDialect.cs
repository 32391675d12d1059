namespace Archive.Storage.Index.Search;

/// <summary>What databases say differently. Everything else of the index's queries is the SQL they share.</summary>
internal abstract class SqlDialect
{
    /// <summary>How many parameters one statement may have.</summary>
    public abstract int MaxParameters { get; }

    /// <summary>The order of a table of <see cref="Listed"/>, as the last clause of a statement that walks it.</summary>
    public abstract string InListedOrder { get; }

    /// <summary>The column of table <c>study_text</c> that holds the study's row id.</summary>
    public abstract string TextId { get; }

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
    /// A condition that the trigram index of <c>study_text</c> narrows: the column contains all of the fragments, each at
    /// least <see cref="SearchText.MinLength"/> characters. It may be true of rows that do not.
    /// </summary>
    /// <param name="parameter">Takes a value and gives the parameter's name.</param>
    public abstract string ContainsAll(string column, IReadOnlyList<string> fragments, Func<object, string> parameter);
}
