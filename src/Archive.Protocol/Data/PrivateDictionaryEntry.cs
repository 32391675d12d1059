namespace Archive.Protocol.Data;

/// <summary>A private element: <c>("Philips PET Private Group", 0x7053, 0x00, DS)</c> is (7053,xx00) in the block of that creator.</summary>
/// <param name="Element">The low byte of the element number; the high byte is that of the reserved block (PS3.5 7.8.1).</param>
public readonly record struct PrivateDictionaryEntry(string Creator, ushort Group, byte Element, Vr Vr);
