using Archive.Protocol.Association;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Tests.Association;

/// <summary>Writes down what the machine asks for, in order.</summary>
internal sealed class RecordingHost : IAssociationHost
{
    private readonly List<string> _steps = [];

    public string TakeSteps()
    {
        var steps = string.Join(", ", _steps);
        _steps.Clear();
        return steps;
    }

    public ValueTask ConnectAsync(CancellationToken cancellationToken) => Note("connect");

    public ValueTask SendAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken) =>
        Note(pdu is AAbort abort ? $"send AAbort {(int)abort.Source}/{(int)abort.Reason}" : $"send {pdu.Type}");

    public ValueTask CloseAsync() => Note("close");

    public void StartArtimTimer() => _steps.Add("start ARTIM");

    public void StopArtimTimer() => _steps.Add("stop ARTIM");

    public ValueTask IndicateAsync(AssociationIndication indication, ProtocolDataUnit? pdu, CancellationToken cancellationToken) =>
        Note($"indicate {indication}{(pdu is null ? string.Empty : $" {pdu.Type}")}");

    private ValueTask Note(string step)
    {
        _steps.Add(step);
        return default;
    }
}
