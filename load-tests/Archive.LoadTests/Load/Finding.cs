using Archive.Protocol.Client;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Load;

/// <summary>A C-FIND, all answers taken.</summary>
internal static class Finding
{
    public static async Task<Outcome> RunAsync(ScuAssociation association, Uid model, DataSet identifier, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        var outcome = default(Outcome);
        await foreach (var message in association.FindAsync(model, identifier, cancellationToken).ConfigureAwait(false))
        {
            bytes += message.DataSet.Length;
            if (!message.Response.Status.IsPending)
                outcome = Outcome.Of(message.Response, bytes);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return outcome;
    }
}
