using System.Numerics;
using Archive.Protocol.Data;

namespace Archive.Actors.Services.PerformedSteps;

/// <summary>UIDs of the archive's own, derived from UUIDs (PS3.5 B.2).</summary>
internal static class GeneratedUid
{
    public static Uid New() => new($"2.25.{new BigInteger(Guid.NewGuid().ToByteArray(bigEndian: true), isUnsigned: true, isBigEndian: true)}");
}
