namespace Archive.Cli.Terminals;

/// <summary>A column of a table.</summary>
/// <param name="IsFlexible">May be cut where the terminal is narrow; the others are of no use when they are.</param>
/// <param name="IsRight">Its texts stand on the right, as numbers do.</param>
internal sealed record TableColumn(string Title, bool IsFlexible = true, bool IsRight = false);
