namespace Archive.Protocol.Data;

/// <summary>What the data dictionary says about an element (PS3.6).</summary>
/// <param name="Tag">The tag that was asked for; the entry of a repeating group answers for all of its tags.</param>
/// <param name="Vr">The VR, as <see cref="ElementDictionary.GetVr"/> gives it where the dictionary allows several.</param>
/// <param name="Vm">The value multiplicity as the dictionary writes it: <c>1</c>, <c>1-n</c>, <c>2-2n</c>.</param>
/// <param name="Keyword">Empty for the few retired elements that have lost theirs.</param>
public readonly record struct DictionaryEntry(Tag Tag, Vr Vr, string Vm, string Keyword, string Name, bool IsRetired);
