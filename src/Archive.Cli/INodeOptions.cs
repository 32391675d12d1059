using System.Net;
using Archive.Cli.Peers;
using Archive.Protocol.Pdu;
using Archive.Storage.Peers;
using Archive.Storage.Stores;

namespace Archive.Cli;

/// <summary>What commands ask of the options of the node on this machine: where it is, what it keeps, and as whom to call.</summary>
public interface INodeOptions
{
    /// <exception cref="CommandException">The option is no AE title.</exception>
    AeTitle AeTitle { get; }

    /// <summary>Where it listens for DICOM; port 0 is any free one.</summary>
    /// <exception cref="CommandException">The option is no IP address.</exception>
    IPEndPoint DicomEndPoint { get; }

    /// <summary>Where it listens for HTTP.</summary>
    /// <exception cref="CommandException">The option is no IP address.</exception>
    Uri HttpAddress { get; }

    DataDirectoryOptions DataDirectory { get; }

    /// <summary>The peers of the database that the node shares with others.</summary>
    /// <exception cref="CommandException">It has none, or an option is wrong.</exception>
    IPeerAdministration OpenPeers();

    /// <summary>The AE title by which the node calls a peer; null when its options do not say.</summary>
    /// <param name="called">The AE title of the one who is called; <c>default</c> when that is not known.</param>
    /// <exception cref="CommandException">An option is no AE title.</exception>
    /// <exception cref="PeersUnavailableException">The peers stand in a database, and it cannot be asked.</exception>
    ValueTask<AeTitle?> FindCallingTitleAsync(AeTitle called, string host, int port, CancellationToken cancellationToken);
}
