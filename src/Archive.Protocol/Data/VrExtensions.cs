namespace Archive.Protocol.Data;

/// <summary>What a VR says about the encoding of its values (PS3.5 6.2 and 7.1.2).</summary>
public static class VrExtensions
{
    private const int Letters = 26;

    // By the two letters of the VR.
    private static readonly Traits[] Table = MakeTable();

    [Flags]
    private enum Traits : byte
    {
        None = 0,
        Known = 1,
        LongLength = 2,
        CharacterSet = 4,
        Text = 8,
        SingleText = 16,
    }

    /// <summary>Reads the two VR bytes of Explicit VR. False when they name no VR of PS3.5 6.2.</summary>
    public static bool TryParse(byte first, byte second, out Vr vr)
    {
        vr = (Vr)((first << 8) | second);
        return vr.IsKnown();
    }

    /// <summary>True for the VRs of PS3.5 6.2; false for <see cref="Vr.None"/> and any other value.</summary>
    public static bool IsKnown(this Vr vr) => Has(vr, Traits.Known);

    /// <summary>True when Explicit VR has two reserved bytes and a 32-bit length (PS3.5 7.1.2, table 7.1-1).</summary>
    public static bool HasLongLength(this Vr vr) => Has(vr, Traits.LongLength);

    /// <summary>True when Specific Character Set (0008,0005) governs the text (PS3.5 6.1.2.2).</summary>
    public static bool UsesSpecificCharacterSet(this Vr vr) => Has(vr, Traits.CharacterSet);

    /// <summary>True for VRs whose value is characters.</summary>
    public static bool IsText(this Vr vr) => Has(vr, Traits.Text);

    /// <summary>True when a backslash in the text is a character and not a separator of values (PS3.5 6.4).</summary>
    public static bool IsSingleText(this Vr vr) => Has(vr, Traits.SingleText);

    /// <summary>The byte that pads a value to even length: space for text, NUL for UI and everything binary (PS3.5 6.2).</summary>
    public static byte PaddingByte(this Vr vr) => vr.IsText() && vr != Vr.UI ? (byte)' ' : (byte)0;

    /// <summary>
    /// The unit in bytes that changes order between little and big endian (PS3.5 7.3): 1 where bytes stay as they are.
    /// AT is two 16-bit numbers.
    /// </summary>
    public static int ByteOrderUnit(this Vr vr) => vr switch
    {
        Vr.AT or Vr.OW or Vr.SS or Vr.US => 2,
        Vr.FL or Vr.OF or Vr.OL or Vr.SL or Vr.UL => 4,
        Vr.FD or Vr.OD or Vr.OV or Vr.SV or Vr.UV => 8,
        _ => 1,
    };

    /// <summary>The two characters as they stand on the wire.</summary>
    public static string ToCode(this Vr vr) => vr == Vr.None ? "--" : $"{(char)((ushort)vr >> 8)}{(char)((ushort)vr & 0xFF)}";

    private static bool Has(Vr vr, Traits traits)
    {
        var place = PlaceOf(vr);
        return (uint)place < (uint)Table.Length && (Table[place] & traits) != 0 && IsOfLetters(vr);
    }

    private static int PlaceOf(Vr vr) => ((((int)vr >> 8) - 'A') * Letters) + ((int)vr & 0xFF) - 'A';

    // Of other bytes some fall on the place of two letters.
    private static bool IsOfLetters(Vr vr) => (uint)(((int)vr & 0xFF) - 'A') < Letters;

    private static Traits[] MakeTable()
    {
        var table = new Traits[Letters * Letters];
        foreach (var vr in Enum.GetValues<Vr>())
        {
            if (vr != Vr.None)
                table[PlaceOf(vr)] = TraitsOf(vr);
        }

        return table;
    }

    private static Traits TraitsOf(Vr vr)
    {
        var traits = Traits.Known;
        if (vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.SQ or Vr.SV or Vr.UC or Vr.UN or Vr.UR or Vr.UT or Vr.UV)
            traits |= Traits.LongLength;
        if (vr is Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.UC or Vr.UT)
            traits |= Traits.CharacterSet;
        if (vr is Vr.AE or Vr.AS or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.IS or Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.TM or Vr.UC or Vr.UI or Vr.UR or Vr.UT)
            traits |= Traits.Text;
        if (vr is Vr.LT or Vr.ST or Vr.UR or Vr.UT)
            traits |= Traits.SingleText;
        return traits;
    }
}
