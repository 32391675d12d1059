using System.Globalization;
using Archive.Actors.Services.Retrieve;
using Archive.Node.Options;

namespace Archive.Node.Hosting;

/// <summary>What bounds the memory and threads of a node, as it is printed at the start.</summary>
internal static class Limits
{
    public static string Describe(ArchiveOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"{options.Dicom.MaxAssociations} associations; {MiB(options.Ingest.MemoryBudgetBytes)} for objects in flight; {options.Studies.MaxLiveInstances} objects of studies in memory; "
        + $"{options.Retrieval.MaxSendingAssociations} associations sending, {MiB(options.Retrieval.MaxSendingAssociations * (long)RetrievalSettings.MaxSendBytes)} for them; "
        + $"{options.Storage.IndexReaders} index readers, {options.Storage.ReadThreads} volume readers, {options.Storage.LargeObjectThreads} writers of large objects")
        + (options.Hl7.Enabled ? string.Create(CultureInfo.InvariantCulture, $"; {options.Hl7.MaxConnections} HL7 connections, {MiB(options.Hl7.MaxMessageBytes)} for the message of each") : "");

    private static string MiB(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024.0):0.#} MiB");
}
