namespace Archive.LoadTests.Reports.Page;

/// <summary>A line of a chart. NaN interrupts it.</summary>
/// <param name="Style">1 to 3: colour and dashes, which differ for those who see no colours too.</param>
internal sealed record ChartLine(string Name, int Style, IReadOnlyList<(double X, double Y)> Points);
