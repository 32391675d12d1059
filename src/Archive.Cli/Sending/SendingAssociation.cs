using Archive.Cli.Connections;
using Archive.Protocol.Client;
using Archive.Protocol.Pdu;

namespace Archive.Cli.Sending;

/// <summary>
/// Sends files over one association: as many at once as its asynchronous operations window allows, while the next ones are
/// read from disk.
/// </summary>
internal sealed class SendingAssociation
{
    private const int MaxInvoked = 16;
    private const int ReadAhead = 2;

    private readonly ScuAssociation _association;
    private readonly SendReport _report;
    private readonly Action<OutgoingFile> _again;
    private readonly bool _keepsBytes;
    private readonly CancellationToken _abandon;
    private readonly int _places;
    private readonly SemaphoreSlim _free;

    /// <param name="abandon">What is in flight is not waited for any more.</param>
    public SendingAssociation(ScuAssociation association, SendReport report, Action<OutgoingFile> again, bool keepsBytes, CancellationToken abandon)
    {
        _association = association;
        _report = report;
        _again = again;
        _keepsBytes = keepsBytes;
        _abandon = abandon;
        var granted = association.Negotiated.Window.MaxInvoked; // 0 is no limit
        _places = ReadAhead + (granted is > 0 and < MaxInvoked ? granted : MaxInvoked);
        _free = new SemaphoreSlim(_places);
    }

    /// <summary>What is proposed to the peer.</summary>
    public static AsyncOperationsWindow Window { get; } = new(MaxInvoked, 1);

    public bool IsOpen => _association.IsOpen;

    /// <summary>Returns when there is room for the next one.</summary>
    public async Task BeginAsync(OutgoingFile file)
    {
        await _free.WaitAsync();
        _ = SendAsync(file);
    }

    /// <summary>Sends a file while no other is on its way: that it makes the peer abort would else be held against those as well.</summary>
    public async Task SendAloneAsync(OutgoingFile file)
    {
        await FinishSendingAsync();
        await BeginAsync(file);
        await FinishSendingAsync();
    }

    /// <summary>Waits for what is on its way, and releases the association.</summary>
    public async Task FinishAsync()
    {
        await FinishSendingAsync();
        if (!IsOpen)
            return;
        try
        {
            await _association.ReleaseAsync(_abandon);
        }
        catch (Exception e) when (e is OperationCanceledException || PeerErrors.IsExpected(e))
        {
            // Every file was answered; how the association ends makes no difference any more.
        }
    }

    private async Task FinishSendingAsync()
    {
        for (var i = 0; i < _places; i++)
            await _free.WaitAsync();
        _free.Release(_places);
    }

    /// <summary>Never fails: whatever happens is in the report.</summary>
    private async Task SendAsync(OutgoingFile file)
    {
        try
        {
            var context = _association.GetContext(file.SopClass, file.TransferSyntax);
            await using var content = await FileContent.OpenAsync(file, _keepsBytes, _abandon);
            _report.AddAnswer(file, await _association.StoreAsync(context, file.SopInstance, content.DataSet, _abandon));
        }
        catch (NoPresentationContextException e)
        {
            Add(file, SendOutcome.Refused, PeerErrors.Describe(e));
        }
        catch (Exception) when (_abandon.IsCancellationRequested)
        {
            Add(file, SendOutcome.Failed, "The peer had not answered when the command was interrupted");
        }
        catch (Exception e) when (e is AssociationAbortedException or DimseTimeoutException && !file.WasTried)
        {
            _again(file with { WasTried = true });
        }
        catch (Exception e)
        {
            Add(file, SendOutcome.Failed, e.Message);
        }
        finally
        {
            _free.Release();
        }
    }

    private void Add(OutgoingFile file, SendOutcome outcome, string reason) => _report.Add(file.Path.ToString(), outcome, "", reason, file);
}
