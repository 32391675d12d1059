using System.Threading.Channels;
using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>
/// An association that a peer opened and on which it asked for commitment. Reports go one after the other, never before the answers to the
/// requests that came before. They are sent by what runs aside of the association, which its release does not wait for and its end ends.
/// </summary>
internal sealed class OpenAssociation(IAssociation association, PresentationContext context)
{
    private readonly Channel<Report> _reports = Channel.CreateUnbounded<Report>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();
    private Task _answers = Task.CompletedTask;

    public bool Is(IAssociation other) => ReferenceEquals(association, other);

    /// <summary>Called once.</summary>
    /// <param name="ended">Called when nothing can be sent any more.</param>
    public void Begin(Action ended) => association.RunAside(_ => SendAllAsync(ended));

    /// <summary>Answers a request of the peer: no report is sent meanwhile.</summary>
    public async Task AnswerAsync(Func<Task> answer)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _answers = Task.WhenAll(_answers, answered.Task);
        try
        {
            await answer();
        }
        finally
        {
            answered.SetResult();
        }
    }

    /// <returns>Null when the peer did not answer in time.</returns>
    /// <exception cref="ConnectionLostException">The association has ended.</exception>
    public Task<DimseResponse?> ReportAsync(NEventReportRequest request, DataSet information, ResponsePatience patience)
    {
        var report = new Report(request, information, patience);
        if (!_reports.Writer.TryWrite(report))
            throw new ConnectionLostException("The association is over.");
        return report.Answer.Task;
    }

    private async Task SendAllAsync(Action ended)
    {
        try
        {
            await foreach (var report in _reports.Reader.ReadAllAsync(association.Ended))
                await SendAsync(report);
        }
        finally
        {
            ended();
            _reports.Writer.Complete();
            while (_reports.Reader.TryRead(out var left))
                left.Answer.TrySetException(new ConnectionLostException("The association is over."));
        }
    }

    private async Task SendAsync(Report report)
    {
        try
        {
            Task answers;
            lock (_gate)
                answers = _answers;
            await answers.WaitAsync(association.Ended);
            var bytes = DataSetWriter.ToArray(report.Information, context.TransferSyntax);
            report.Answer.SetResult(await association.InvokeAsync(context, report.Request, new MemoryStream(bytes), report.Patience, association.Ended));
        }
        catch (Exception failure) when (failure is ConnectionLostException or OperationCanceledException)
        {
            report.Answer.SetException(new ConnectionLostException("The association ended before the answer.", failure));
        }
        catch (Exception failure)
        {
            report.Answer.SetException(failure);
            throw;
        }
    }

    private sealed record Report(NEventReportRequest Request, DataSet Information, ResponsePatience Patience)
    {
        public TaskCompletionSource<DimseResponse?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
