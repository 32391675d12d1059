using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Simulators;

/// <summary>A series of a study: how many objects of which kind.</summary>
internal sealed record SeriesPlan(StudyPlan Study, SeriesKind Kind, int Number, int Objects, int Frames)
{
    public const int MaxObjects = 9_000_000;

    /// <summary>Added to instance numbers in UIDs, so that all of them are as long.</summary>
    public const int FirstInstance = 1_000_000;

    public Uid SopClass { get; } = new(Kind.SopClass);

    /// <summary>Series Instance UID.</summary>
    public string Uid => string.Create(CultureInfo.InvariantCulture, $"{Study.Uid}.{Number}");

    public string SopInstance(int index) => string.Create(CultureInfo.InvariantCulture, $"{Uid}.{FirstInstance + index}");
}
