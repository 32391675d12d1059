using System.CommandLine;
using Archive.Cli.Connections;

namespace Archive.Cli.Commands;

/// <summary><c>send</c>: files and folders to any peer.</summary>
internal sealed class SendCommand : StoreCommand
{
    private readonly Argument<Target> _target = new("TARGET")
    {
        Description = "The peer: HOST, HOST:PORT or AE@HOST:PORT",
        CustomParser = ConnectionOptions.ParseTarget,
    };

    public SendCommand(ILocalNode node)
        : base("send", "Sends DICOM files and folders to a peer (C-STORE), as they are. Files that are no DICOM are passed over.", defaultAssociations: 1, node)
    {
        Arguments.Add(_target);
        Arguments.Add(Paths);
    }

    protected override bool KeepsBytes => false;

    protected override Target? ReadTarget(ParseResult parsed) => parsed.GetValue(_target);
}
