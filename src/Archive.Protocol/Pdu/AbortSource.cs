namespace Archive.Protocol.Pdu;

/// <summary>Who aborts (PS3.8 9.3.8, byte 9).</summary>
public enum AbortSource : byte
{
    ServiceUser = 0,
    ServiceProvider = 2,
}
