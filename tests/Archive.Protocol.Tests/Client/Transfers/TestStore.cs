using Archive.Protocol.Dimse;

namespace Archive.Protocol.Tests.Client.Transfers;

/// <summary>An object in flight.</summary>
internal sealed class TestStore(int number, CStoreRequest request)
{
    public int Number { get; } = number;

    public TaskCompletionSource<CStoreResponse?> Response { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Answer() => Response.SetResult(request.Respond(DimseStatus.Success));
}
