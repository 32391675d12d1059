using System.Security.Cryptography;
using System.Text;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>
/// Names a transaction: a digest of its Transaction UID and of the peer that asks. Two peers that chose the same UID do not come in each
/// other's way, and an AE title may hold what no path and no entity's name may.
/// </summary>
public static class CommitmentId
{
    private const int Bytes = 16;

    public static string Of(Uid transactionUid, AeTitle aeTitle) => Digest(Encoding.UTF8.GetBytes($"{transactionUid.Value}\n{aeTitle.Value}"));

    /// <summary>Names a document by what it holds: to store it twice is to store it once.</summary>
    public static string OfDocument(ReadOnlySpan<byte> content) => $"commitment-{Digest(content)}";

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, Bytes));
}
