namespace Archive.Protocol.Data;

/// <summary>What a VR says about the encoding of its values (PS3.5 6.2 and 7.1.2).</summary>
public static class VrExtensions
{
    /// <summary>Reads the two VR bytes of Explicit VR. False when they name no VR of PS3.5 6.2.</summary>
    public static bool TryParse(byte first, byte second, out Vr vr)
    {
        vr = (Vr)((first << 8) | second);
        return vr.IsKnown();
    }

    /// <summary>True for the VRs of PS3.5 6.2; false for <see cref="Vr.None"/> and any other value.</summary>
    public static bool IsKnown(this Vr vr) => vr switch
    {
        Vr.AE or Vr.AS or Vr.AT or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.FD or Vr.FL or Vr.IS or Vr.LO or Vr.LT
            or Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.PN or Vr.SH or Vr.SL or Vr.SQ or Vr.SS or Vr.ST
            or Vr.SV or Vr.TM or Vr.UC or Vr.UI or Vr.UL or Vr.UN or Vr.UR or Vr.US or Vr.UT or Vr.UV => true,
        _ => false,
    };

    /// <summary>True when Explicit VR has two reserved bytes and a 32-bit length (PS3.5 7.1.2, table 7.1-1).</summary>
    public static bool HasLongLength(this Vr vr) => vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.SQ
        or Vr.SV or Vr.UC or Vr.UN or Vr.UR or Vr.UT or Vr.UV;

    /// <summary>True when Specific Character Set (0008,0005) governs the text (PS3.5 6.1.2.2).</summary>
    public static bool UsesSpecificCharacterSet(this Vr vr) =>
        vr is Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.UC or Vr.UT;

    /// <summary>True for VRs whose value is characters.</summary>
    public static bool IsText(this Vr vr) => vr is Vr.AE or Vr.AS or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.IS or Vr.LO
        or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.TM or Vr.UC or Vr.UI or Vr.UR or Vr.UT;

    /// <summary>True when a backslash in the text is a character and not a separator of values (PS3.5 6.4).</summary>
    public static bool IsSingleText(this Vr vr) => vr is Vr.LT or Vr.ST or Vr.UR or Vr.UT;

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
}
