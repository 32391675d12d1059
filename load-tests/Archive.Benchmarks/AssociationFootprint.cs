using System.Net.Sockets;
using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Benchmarks;

/// <summary>
/// What an association costs: processor time from its connection to its acceptance, and live memory while it is idle. Its peer, a socket of
/// this process, is counted in both.
/// </summary>
internal static class AssociationFootprint
{
    private const int Associations = 300;
    private const int Rounds = 4; // the first one to warm up

    private static readonly byte[] Request = new AAssociateRq
    {
        CalledAeTitle = new AeTitle("ARCHIVE"),
        CallingAeTitle = new AeTitle("MODALITY"),
        PresentationContexts = [new(1, SopClasses.CTImageStorage, [TransferSyntax.ExplicitVrLittleEndian.Uid])],
        UserInformation = new UserInformation { MaximumLength = 128 * 1024, ImplementationClassUid = Implementation.ClassUid },
    }.ToArray();

    public static (long LiveBytes, long CpuMicroseconds) Measure()
    {
        using var directory = new TemporaryDirectory();
        var archive = RunningArchive.StartAsync(directory.FullPath).GetAwaiter().GetResult();
        var listener = archive.Listen();
        var (liveBytes, cpuMicroseconds) = (long.MaxValue, long.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var (live, cpu) = (LiveBytes(), Environment.CpuUsage.TotalTime);
            var peers = Enumerable.Range(0, Associations).Select(_ => Connect(listener)).ToList();
            cpu = Environment.CpuUsage.TotalTime - cpu;
            live = LiveBytes() - live;
            if (round > 0)
                (liveBytes, cpuMicroseconds) = (Math.Min(liveBytes, live / Associations), Math.Min(cpuMicroseconds, (long)cpu.TotalMicroseconds / Associations));
            peers.ForEach(peer => peer.Dispose());
            SpinWait.SpinUntil(() => listener.Connections == 0);
        }

        archive.Stop();
        return (liveBytes, cpuMicroseconds);
    }

    private static Socket Connect(DicomListener listener)
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        peer.Connect(listener.EndPoint);
        peer.Send(Request);
        var answer = new byte[1024];
        if (peer.Receive(answer) == 0 || answer[0] != (byte)PduType.AAssociateAc)
            throw new InvalidOperationException("The association was not accepted.");
        return peer;
    }

    /// <summary>The least of some: finalizers run, and the pool's threads let go of what they had.</summary>
    private static long LiveBytes()
    {
        var least = long.MaxValue;
        for (var i = 0; i < 4; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(50);
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true));
        }

        return least;
    }
}
