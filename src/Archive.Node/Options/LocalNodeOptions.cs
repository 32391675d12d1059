using System.Net;
using Archive.Cli;
using Archive.Protocol.Pdu;
using Archive.Storage.Stores;

namespace Archive.Node.Options;

/// <summary>What the commands ask of the options.</summary>
internal sealed class LocalNodeOptions(ArchiveOptions options) : INodeOptions
{
    public AeTitle AeTitle => OptionText.AeTitle(options.AeTitle, "Archive:AeTitle");

    public IPEndPoint DicomEndPoint => new(OptionText.Address(options.Dicom.BindAddress, "Archive:Dicom:BindAddress"), options.Dicom.Port);

    public DataDirectoryOptions DataDirectory => new()
    {
        Directory = options.DataDirectory,
        VolumeBytes = options.Storage.VolumeBytes,
        LargeObjectBytes = options.Storage.LargeObjectBytes,
        MinimumFreeBytes = options.Storage.MinimumFreeBytes,
        MemoryBudgetBytes = options.Ingest.MemoryBudgetBytes,
        IndexReaders = options.Storage.IndexReaders,
        ReadThreads = options.Storage.ReadThreads,
        LargeObjectThreads = options.Storage.LargeObjectThreads,
    };

    public AeTitle? CallingTitleFor(AeTitle called, string host, int port) => CallingTitles.ForCommand(options, called, host, port);
}
