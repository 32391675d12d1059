namespace Archive.Cli;

/// <summary>The node whose executable the commands are part of. It alone knows all its options.</summary>
public interface ILocalNode
{
    /// <summary>Reads its options: arguments go before the environment, that before appsettings.json.</summary>
    /// <exception cref="CommandException">A name is unknown or a value is not allowed.</exception>
    INodeOptions ReadOptions(IReadOnlyList<string> arguments);

    /// <summary>Runs it until it is told to stop.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">It cannot start; the message says why.</exception>
    /// <exception cref="Archive.Storage.Stores.DataDirectoryUnusableException">Another process has the data directory, or it cannot be used.</exception>
    Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}
