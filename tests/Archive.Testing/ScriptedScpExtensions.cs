using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Xunit;

namespace Archive.Testing;

/// <summary>What a destination of moves does.</summary>
public static class ScriptedScpExtensions
{
    /// <summary>The next C-STORE and the bytes of its object.</summary>
    public static async Task<(CStoreRequest Request, byte ContextId, byte[] DataSet)> ReceiveObjectAsync(this ScriptedScp scp)
    {
        var (command, contextId, dataSet) = await scp.ReceiveMessageAsync();
        return (Assert.IsType<CStoreRequest>(command), contextId, dataSet);
    }

    /// <summary>Takes one object and answers it.</summary>
    public static async Task<CStoreRequest> TakeAsync(this ScriptedScp scp, DimseStatus? status = null, string? comment = null)
    {
        var (request, contextId, _) = await scp.ReceiveObjectAsync();
        await scp.SendAsync(contextId, request.Respond(status ?? DimseStatus.Success, comment));
        return request;
    }

    public static async Task<List<CStoreRequest>> TakeAsync(this ScriptedScp scp, int count)
    {
        var requests = new List<CStoreRequest>();
        for (var i = 0; i < count; i++)
            requests.Add(await scp.TakeAsync());
        return requests;
    }

    /// <summary>Takes objects until the association is released.</summary>
    public static async Task TakeRestAsync(this ScriptedScp scp)
    {
        try
        {
            while (true)
                await scp.TakeAsync();
        }
        catch (InvalidDataException)
        {
            await scp.SendAsync(AReleaseRp.Instance); // no message came, but A-RELEASE-RQ
        }
    }

    public static async Task ReleaseAsync(this ScriptedScp scp)
    {
        Assert.IsType<AReleaseRq>(await scp.ReceiveAsync());
        await scp.SendAsync(AReleaseRp.Instance);
        Assert.True(await scp.IsClosedByOtherSideAsync());
    }

    public static Task AbortAsync(this ScriptedScp scp) => scp.SendAsync(AAbort.ByUser);
}
