using System.Collections.Concurrent;
using Archive.Cli.Connections;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Cli.Sending;

/// <summary>
/// Sends files of the queue, over one association after the other. Files that need another presentation context than was
/// proposed are set aside, and choose the contexts of the next association.
/// </summary>
/// <param name="abandon">What is in flight is not waited for any more.</param>
internal sealed class SendLane(Connection connection, FileQueue queue, SendReport report, bool keepsBytes, CancellationToken abandon)
{
    // How many files wait for other contexts before an association is ended for them that could still send others.
    private const int MaxAside = 256;

    // A peer may be started again, a network may fail for a while.
    private static readonly TimeSpan[] RetryDelays = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)];

    private readonly ConcurrentQueue<OutgoingFile> _aside = new();
    private bool _hasConnected;

    /// <summary>Returns when there are no more files. What is in flight when it is told to stop is finished.</summary>
    /// <exception cref="CommandException">There is no association to be had.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!_aside.IsEmpty || await queue.Reader.WaitToReadAsync(stop))
        {
            stop.ThrowIfCancellationRequested();
            var contexts = ChooseContexts();
            await using var association = await ConnectAsync(contexts, stop);
            var sending = new SendingAssociation(association, report, _aside.Enqueue, keepsBytes, abandon);
            try
            {
                await SendAsync(sending, contexts, stop);
            }
            finally
            {
                await sending.FinishAsync();
            }
        }
    }

    /// <summary>Counts the files set aside as failed, for there is no association for them.</summary>
    public void GiveUp(string reason)
    {
        while (_aside.TryDequeue(out var file))
            report.Add(file.Path.ToString(), SendOutcome.Failed, "", reason, file);
    }

    /// <summary>Sends until the association is lost, or too many files wait for another one.</summary>
    private async Task SendAsync(SendingAssociation sending, HashSet<(Uid, TransferSyntax)> contexts, CancellationToken stop)
    {
        for (var waiting = _aside.Count; waiting > 0 && !stop.IsCancellationRequested; waiting--)
        {
            _aside.TryDequeue(out var file);
            if (!contexts.Contains(file!.Context) || !sending.IsOpen)
                _aside.Enqueue(file);
            else if (file.WasTried)
                await sending.SendAloneAsync(file);
            else
                await sending.BeginAsync(file);
        }

        while (sending.IsOpen && _aside.Count < MaxAside && await queue.Reader.WaitToReadAsync(stop))
        {
            if (!queue.Reader.TryRead(out var file))
                continue;
            if (contexts.Contains(file.Context))
                await sending.BeginAsync(file);
            else
                _aside.Enqueue(file);
        }
    }

    /// <summary>What the files set aside need, then what others may, as many as an association can have.</summary>
    private HashSet<(Uid SopClass, TransferSyntax TransferSyntax)> ChooseContexts() =>
        [.. _aside.Select(file => file.Context).Concat(queue.Contexts).Distinct().Take(AAssociateRq.MaxPresentationContexts)];

    private async Task<ScuAssociation> ConnectAsync(HashSet<(Uid SopClass, TransferSyntax TransferSyntax)> contexts, CancellationToken stop)
    {
        var options = connection.CreateOptions(SendingAssociation.Window);
        foreach (var (sopClass, transferSyntax) in contexts)
            options.Propose(sopClass, transferSyntax);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var association = await connection.ConnectAsync(options, stop);
                _hasConnected = true;
                return association;
            }
            catch (CommandException) when (_hasConnected && attempt < RetryDelays.Length)
            {
                await Task.Delay(RetryDelays[attempt], stop);
            }
        }
    }
}
