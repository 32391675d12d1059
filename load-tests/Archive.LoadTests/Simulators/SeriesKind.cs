using Archive.LoadTests.Scenarios;

namespace Archive.LoadTests.Simulators;

/// <summary>Series of one kind that a modality makes in a study: images, or documents when <see cref="Rows"/> is 0.</summary>
internal sealed record SeriesKind
{
    /// <summary>Series Description.</summary>
    public required string Description { get; init; }

    /// <summary>Modality (0008,0060).</summary>
    public required string Modality { get; init; }

    public required string SopClass { get; init; }

    /// <summary>Series of this kind in a study.</summary>
    public Between Series { get; init; } = new(1, 1);

    /// <summary>Objects of a series.</summary>
    public required Between Objects { get; init; }

    public ushort Rows { get; init; }

    public ushort Columns { get; init; }

    public ushort BitsAllocated { get; init; } = 16;

    public ushort BitsStored { get; init; } = 12;

    public ushort SamplesPerPixel { get; init; } = 1;

    public string PhotometricInterpretation { get; init; } = "MONOCHROME2";

    /// <summary>Frames of an object.</summary>
    public Between Frames { get; init; } = new(1, 1);

    /// <summary>The length of a document's text.</summary>
    public int TextBytes { get; init; }

    public bool IsImage => Rows > 0;

    public long BytesPerFrame => (long)Rows * Columns * SamplesPerPixel * (BitsAllocated / 8);
}
