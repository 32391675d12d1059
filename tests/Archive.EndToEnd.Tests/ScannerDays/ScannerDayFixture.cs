using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>One node that knows the modalities, with HL7 and those of them that listen.</summary>
public sealed partial class ScannerDayFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private ModalityListener? _vereos;
    private ModalityListener? _oasis;

    public NodeProcess Node { get; private set; } = null!;

    internal ScannerDay Vereos { get; private set; } = null!;

    internal ScannerDay Oasis { get; private set; } = null!;

    internal ScannerDay Mx1 { get; private set; } = null!;

    internal ScannerDay TigerView { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var (vereos, oasis, mx1, tigerView) = (new Modality("vereos"), new Modality("oasis"), new Modality("mx1"), new Modality("tigerview"));
        (_vereos, _oasis) = (new ModalityListener(vereos), new ModalityListener(oasis));
        Node = await NodeProcess.StartAsync(
            _folder["data"],
            [
                .. Peer(0, vereos, _vereos, "CharacterSets:0=ISO_IR 100", "TransferSyntaxes:0=ExplicitVRLittleEndian", "TransferSyntaxes:1=ImplicitVRLittleEndian"),
                .. Peer(1, oasis, _oasis, @"CharacterSets:0=\ISO 2022 IR 87", "CharacterSets:1=ISO_IR 100"),
                .. Peer(2, mx1, null, @"CharacterSets:0=\ISO 2022 IR 87", "Roles:0=Store", "Roles:1=Worklist"),
                .. Peer(3, tigerView, null, "Roles:0=Store"),
                "--Archive:Worklist:CompletedByObjects:0=US", "--Archive:Worklist:CompletedByObjects:1=PT", "--Archive:Worklist:LookSeconds=1",
                "--Archive:Hl7:Enabled=true", "--Archive:Hl7:Port=0",
            ]);
        Vereos = new ScannerDay(Node, vereos, _vereos);
        Oasis = new ScannerDay(Node, oasis, _oasis);
        Mx1 = new ScannerDay(Node, mx1, null);
        TigerView = new ScannerDay(Node, tigerView, null);
    }

    public async Task DisposeAsync()
    {
        if (Node is not null)
            await Node.DisposeAsync();
        foreach (var listener in new[] { _vereos, _oasis }.OfType<ModalityListener>())
            await listener.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Sends a message by MLLP.</summary>
    /// <returns>The answer.</returns>
    public async Task<string> SendHl7Async(params string[] segments)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(Hl7Line().Match(Node.Console).Groups["address"].Value), limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync((byte[])[0x0B, .. Encoding.UTF8.GetBytes(string.Join('\r', segments)), 0x1C, 0x0D], limit.Token);
        var answer = new List<byte>();
        var one = new byte[1];
        while (answer is not [.., 0x1C, 0x0D])
        {
            await stream.ReadExactlyAsync(one, limit.Token);
            answer.Add(one[0]);
        }

        return Encoding.UTF8.GetString([.. answer]);
    }

    private static IEnumerable<string> Peer(int number, Modality modality, ModalityListener? listener, params string[] options)
    {
        var peer = string.Create(CultureInfo.InvariantCulture, $"--Archive:Peers:{number}:");
        yield return $"{peer}AeTitle={modality.AeTitle}";
        foreach (var option in options)
            yield return peer + option;
        if (listener is null)
            yield break;
        yield return $"{peer}Host=127.0.0.1";
        yield return $"{peer}Port={listener.Port}";
        yield return $"{peer}CommitmentReports=NewAssociation";
        foreach (var (i, role) in new[] { "Store", "Query", "Retrieve", "MoveDestination", "Worklist", "PerformedSteps", "Commitment" }.Index())
            yield return $"{peer}Roles:{i}={role}";
    }

    [GeneratedRegex(@"^  HL7    (?<address>\S+)", RegexOptions.Multiline)]
    private static partial Regex Hl7Line();
}
