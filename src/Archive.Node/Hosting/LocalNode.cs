using Archive.Cli;
using Archive.Node.Options;

namespace Archive.Node.Hosting;

/// <summary>The node that the executable's command line runs.</summary>
internal sealed class LocalNode : ILocalNode
{
    public INodeOptions ReadOptions(IReadOnlyList<string> arguments) => new LocalNodeOptions(ArchiveConfiguration.Read(ArchiveConfiguration.Build(arguments)));

    public Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var configuration = ArchiveConfiguration.Build(arguments);
        return NodeHost.RunAsync(ArchiveConfiguration.Read(configuration), configuration, cancellationToken);
    }
}
