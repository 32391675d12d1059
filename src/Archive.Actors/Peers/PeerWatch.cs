using Archive.Actors.Work;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Peers;

/// <summary>Has this node follow the peers of the database.</summary>
internal sealed class PeerWatch(SharedPeers peers, PeerWatchSettings settings, ILogger logger)
    : RepeatedWork(peers.LookAsync, settings.Interval, failure => Log.PeersFailed(logger, failure));
