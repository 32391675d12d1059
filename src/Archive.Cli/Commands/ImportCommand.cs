using System.CommandLine;
using Archive.Cli.Connections;

namespace Archive.Cli.Commands;

/// <summary><c>import</c>: files and folders into the node of this machine while it runs, fast and to be repeated.</summary>
internal sealed class ImportCommand : StoreCommand
{
    private const int DefaultAssociations = 4;

    private readonly Option<Target?> _target = new("--target")
    {
        Description = "The archive: HOST, HOST:PORT or AE@HOST:PORT [default: the node on this machine, as its options say]",
        HelpName = "TARGET",
        CustomParser = ConnectionOptions.ParseTarget,
    };

    public ImportCommand(ILocalNode node)
        : base("import", "Imports DICOM files and folders into the running archive, and says what was refused and why. It may be interrupted and run again: what is stored already is not stored twice.", DefaultAssociations, node)
    {
        Arguments.Add(Paths);
        Options.Insert(0, _target);
    }

    protected override bool KeepsBytes => true;

    protected override Target? ReadTarget(ParseResult parsed) => parsed.GetValue(_target);
}
