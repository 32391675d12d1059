namespace Archive.Protocol.Dimse;

/// <summary>Values of Priority (0000,0700), PS3.7 E.1.</summary>
public enum Priority : ushort
{
    Medium = 0,
    High = 1,
    Low = 2,
}
