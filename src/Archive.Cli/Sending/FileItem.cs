using Archive.Cli.Connections;
using Archive.Cli.Files;
using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Cli.Sending;

/// <summary>A file on its way to a peer. What becomes of it is in the report.</summary>
/// <param name="keepsBytes">The file goes as it is, even where its length is odd, which no receiver but the archive is sure to take; else it is padded.</param>
internal sealed class FileItem(OutgoingFile file, SendReport report, bool keepsBytes) : ITransferItem
{
    public TransferNeed Need => file.Need;

    /// <exception cref="NoPresentationContextException">The peer does not take such objects in this transfer syntax.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public ValueTask<OutgoingObject> OpenAsync(IReadOnlyList<PresentationContext> contexts, CancellationToken cancellationToken)
    {
        var context = contexts.FirstOrDefault(context => context.AbstractSyntax == file.SopClass && context.TransferSyntax == file.TransferSyntax)
            ?? throw new NoPresentationContextException(file.SopClass, file.TransferSyntax);
        var request = new CStoreRequest { MessageId = 0, AffectedSopClassUid = file.SopClass, AffectedSopInstanceUid = file.SopInstance };
        var stream = new FileStream(FileSystem.OpenRegular(file.Path, out _), FileAccess.Read, bufferSize: 0) { Position = file.DataSetOffset };
        return file.DataSetLength % 2 == 0 || keepsBytes
            ? OutgoingObject.ReadAheadAsync(context, request, stream, file.DataSetLength, cancellationToken)
            : OutgoingObject.ReadAheadAsync(context, request, DataSetReencoder.Open(stream, file.TransferSyntax, file.TransferSyntax), length: null, cancellationToken);
    }

    public void Answered(CStoreResponse response) => report.AddAnswer(file, response);

    public void Failed(Exception cause)
    {
        var (outcome, reason) = cause switch
        {
            NoPresentationContextException => (SendOutcome.Refused, PeerErrors.Describe(cause)),
            OperationCanceledException => (SendOutcome.Failed, "The peer had not answered when the command was interrupted"),
            UnreadableObjectException { InnerException: { } unreadable } => (SendOutcome.Failed, unreadable.Message),
            _ => (SendOutcome.Failed, cause.Message),
        };
        report.Add(file.Path.ToString(), outcome, "", reason, file);
    }
}
