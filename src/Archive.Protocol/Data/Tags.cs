namespace Archive.Protocol.Data;

/// <summary>
/// The tags of the data dictionary (PS3.6 6 to 9, PS3.7 E) by keyword. Repeating groups, whose tags have no one value,
/// are not here: overlay rows are <c>new Tag(0x6000, 0x0010)</c>.
/// </summary>
public static partial class Tags;
