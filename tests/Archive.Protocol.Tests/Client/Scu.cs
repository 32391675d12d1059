using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Tests.Client;

/// <summary>What the tests of the client have in common.</summary>
internal static class Scu
{
    public static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Options that propose nothing yet.</summary>
    public static ScuAssociationOptions To(
        int port,
        string calledAeTitle = "ANY-SCP",
        TimeSpan? responseTimeout = null,
        TimeSpan? associationTimeout = null,
        AsyncOperationsWindow? window = null,
        Func<IncomingRequest, CancellationToken, ValueTask<DimseResponse>>? serve = null) => new()
        {
            Host = "127.0.0.1",
            Port = port,
            CalledAeTitle = new AeTitle(calledAeTitle),
            CallingAeTitle = new AeTitle("TEST-SCU"),
            ResponseTimeout = responseTimeout ?? Patience,
            AssociationTimeout = associationTimeout ?? Patience,
            AsyncOperationsWindow = window,
            ServeAsync = serve,
        };

    public static ScuAssociationOptions Verifying(int port, TimeSpan? responseTimeout = null, TimeSpan? associationTimeout = null, AsyncOperationsWindow? window = null) =>
        To(port, responseTimeout: responseTimeout, associationTimeout: associationTimeout, window: window)
            .Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian);

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }
}
