using System.Buffers.Binary;

namespace Archive.Protocol.Data;

/// <summary>
/// The VRs of Implicit VR where the dictionary leaves a choice: other elements of the same data set or of one around it make
/// it. They come first, for elements are ascending; to one that comes before them its usual VR is given.
/// </summary>
internal sealed class ImplicitVrs
{
    private const ushort Signed = 1;
    private const int UsualDepth = 8;

    // From the data set inwards.
    private Choices[] _choices = new Choices[UsualDepth];

    /// <summary>A sequence or item was opened at this depth.</summary>
    public void Open(int depth)
    {
        if (depth == _choices.Length)
            Array.Resize(ref _choices, 2 * depth);
        _choices[depth] = _choices[depth - 1];
    }

    /// <summary>Takes note of a value of VR US.</summary>
    public void Note(Tag tag, ReadOnlySpan<byte> value, bool isBigEndian, int depth)
    {
        ref var choices = ref _choices[depth];
        if (tag == Tags.PixelRepresentation)
            choices.PixelRepresentation = Read(value, isBigEndian);
        else if (tag == Tags.BitsAllocated)
            choices.BitsAllocated = Read(value, isBigEndian);
        else if (tag == Tags.WaveformBitsAllocated)
            choices.WaveformBitsAllocated = Read(value, isBigEndian);
    }

    /// <param name="vr">The dictionary's.</param>
    public Vr Resolve(Tag tag, Vr vr, int depth)
    {
        ref readonly var choices = ref _choices[depth];
        return vr switch
        {
            Vr.OW when tag == Tags.PixelData => ByBits(choices.BitsAllocated), // PS3.5 8.1.2
            Vr.OW when tag == Tags.WaveformData || tag == Tags.WaveformPaddingValue => ByBits(choices.WaveformBitsAllocated), // PS3.5 8.3
            Vr.OW when IsCurveData(tag) => Vr.OB, // PS3.5-2004 A.1
            Vr.US when choices.PixelRepresentation == Signed && ElementDictionary.IsUnsignedOrSigned(tag) => Vr.SS,
            _ => vr,
        };
    }

    private static Vr ByBits(ushort allocated) => allocated is > 0 and <= 8 ? Vr.OB : Vr.OW;

    private static bool IsCurveData(Tag tag) => (tag.Value & 0xFF00FFFF) == 0x50003000;

    private static ushort Read(ReadOnlySpan<byte> value, bool isBigEndian) => value.Length < sizeof(ushort) ? default
        : isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(value)
        : BinaryPrimitives.ReadUInt16LittleEndian(value);

    /// <summary>Zero is what was not said.</summary>
    private struct Choices
    {
        public ushort PixelRepresentation;
        public ushort BitsAllocated;
        public ushort WaveformBitsAllocated;
    }
}
