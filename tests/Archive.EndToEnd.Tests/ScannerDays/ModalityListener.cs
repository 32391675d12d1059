using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>The side of a modality that is called: it takes results of commitments and, where it has the classes, objects.</summary>
internal sealed class ModalityListener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ScriptedScp _listener;
    private readonly Dictionary<Uid, Uid[]> _accepted;
    private readonly Channel<ReceivedReport> _reports = Channel.CreateUnbounded<ReceivedReport>();
    private readonly Task _serving;
    private volatile bool _isStopped;

    public ModalityListener(Modality modality)
    {
        _listener = new ScriptedScp { MaximumLength = modality.MaximumLength ?? 0 };
        _accepted = new[] { "commit", "report", "receive" }.SelectMany(modality.ContextsOf)
            .GroupBy(context => context.AbstractSyntax, context => context.TransferSyntaxes).ToDictionary(context => context.Key, context => context.First());
        _serving = Task.Run(ServeAsync);
    }

    public int Port => _listener.Port;

    /// <summary>The hash of each data set that came by C-STORE.</summary>
    public ConcurrentDictionary<Uid, string> Objects { get; } = new();

    public async Task<ReceivedReport> ReadReportAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _reports.Reader.ReadAsync(limit.Token);
    }

    /// <summary>No report is there that was not read.</summary>
    public bool HasNoMore => !_reports.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        _isStopped = true;
        _listener.Dispose();
        await _serving;
    }

    private static bool IsOfConnection(Exception failure) => failure
        is InvalidDataException or IOException or SocketException or ObjectDisposedException or OperationCanceledException or PduException or ConnectionLostException;

    private async Task ServeAsync()
    {
        while (!_isStopped)
        {
            using var association = _listener.Another();
            try
            {
                await ServeAsync(association);
            }
            catch (Exception failure) when (IsOfConnection(failure))
            {
                // Nobody called for a while, or the test is over.
            }
        }
    }

    private async Task ServeAsync(ScriptedScp association)
    {
        var request = await association.ReceiveRequestAsync();
        var answers = request.PresentationContexts.Select(Answer).ToList();
        await association.SendAsync(new AAssociateAc
        {
            CalledAeTitle = request.CalledAeTitle,
            CallingAeTitle = request.CallingAeTitle,
            PresentationContexts = answers,
            UserInformation = new UserInformation
            {
                MaximumLength = association.MaximumLength,
                ImplementationClassUid = new Uid("1.2.3"),
                RoleSelections = request.UserInformation.RoleSelections,
            },
        });
        try
        {
            while (true)
            {
                var (command, context, bytes) = await association.ReceiveMessageAsync();
                await association.SendAsync(context, Take(command, request, answers.Single(answer => answer.Id == context), bytes));
            }
        }
        catch (InvalidDataException)
        {
            await association.SendAsync(AReleaseRp.Instance); // what came was no message
        }
    }

    private DimseResponse Take(CommandSet command, AAssociateRq association, PresentationContextAnswer context, byte[] bytes)
    {
        if (command is CStoreRequest store)
        {
            Objects[store.AffectedSopInstanceUid] = WireObject.HashOf(bytes);
            return store.Respond(DimseStatus.Success);
        }

        var report = (NEventReportRequest)command;
        var syntax = TransferSyntax.All.Single(known => known.Uid == context.TransferSyntax);
        _reports.Writer.TryWrite(new ReceivedReport(association, report, DataSetReader.Read(bytes, syntax)));
        return report.Respond(DimseStatus.Success);
    }

    /// <summary>The first transfer syntax proposed that it has for the class.</summary>
    private PresentationContextAnswer Answer(ProposedPresentationContext proposed)
    {
        var known = _accepted.GetValueOrDefault(proposed.AbstractSyntax, []);
        var chosen = proposed.TransferSyntaxes.FirstOrDefault(known.Contains);
        if (!chosen.IsEmpty)
            return new(proposed.Id, ContextResult.Acceptance, chosen);
        var refusal = known.Length == 0 ? ContextResult.AbstractSyntaxNotSupported : ContextResult.TransferSyntaxesNotSupported;
        return new(proposed.Id, refusal, proposed.TransferSyntaxes[0]);
    }
}
