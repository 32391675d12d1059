using Archive.Actors.Associations;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Workflow.Commitment;

/// <summary>A modality that is called: step by step, on one association after the other.</summary>
internal sealed class CommitmentListener : IDisposable
{
    private readonly ScriptedScp _first = new();
    private readonly List<ScriptedScp> _others = [];
    private ScriptedScp _current;
    private bool _isUsed;

    public CommitmentListener() => _current = _first;

    public int Port => _first.Port;

    /// <summary>Where the archive calls it.</summary>
    public CalledPeer Address => new(TestArchive.Modality, "127.0.0.1", Port);

    /// <summary>Takes the next association.</summary>
    /// <param name="confirmsRole">Answers the role selection.</param>
    public async Task<AAssociateRq> AcceptAsync(bool confirmsRole = true)
    {
        if (_isUsed)
        {
            _current = _first.Another();
            _others.Add(_current);
        }

        _isUsed = true;
        if (confirmsRole)
            return await _current.AcceptAsync();
        var request = await _current.ReceiveRequestAsync();
        await _current.SendAsync(new AAssociateAc
        {
            CalledAeTitle = request.CalledAeTitle,
            CallingAeTitle = request.CallingAeTitle,
            PresentationContexts = [.. request.PresentationContexts.Select(context => new PresentationContextAnswer(context.Id, ContextResult.Acceptance, context.TransferSyntaxes[0]))],
            UserInformation = new UserInformation { ImplementationClassUid = new Uid("1.2.3") },
        });
        return request;
    }

    /// <summary>Takes a report and answers it.</summary>
    /// <param name="status">Null: not at all.</param>
    public async Task<ReceivedReport> TakeAsync(DimseStatus? status)
    {
        var (command, context, bytes) = await _current.ReceiveMessageAsync();
        var request = Assert.IsType<NEventReportRequest>(command);
        if (status is { } answer)
            await _current.SendAsync(context, request.Respond(answer));
        return ReceivedReport.Read(request, DataSetReader.Read(bytes, TransferSyntax.ExplicitVrLittleEndian));
    }

    /// <summary>Is released, and agrees.</summary>
    public async Task BeReleasedAsync()
    {
        Assert.IsType<AReleaseRq>(await _current.ReceiveAsync());
        await _current.SendAsync(AReleaseRp.Instance);
    }

    public void Reset() => _current.Reset();

    public void Dispose()
    {
        foreach (var other in _others)
            other.Dispose();
        _first.Dispose();
    }
}
