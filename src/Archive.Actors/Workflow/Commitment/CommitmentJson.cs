using System.Text.Json.Serialization;
using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>How transactions are written. The names are in databases and go between nodes: they are only ever added to.</summary>
public static class CommitmentJson
{
    private static CommitmentJsonContext Json => CommitmentJsonContext.Default;

    public static FactProtocol<CommitmentState> CreateProtocol() => new FactProtocol<CommitmentState>(Json.CommitmentState)
        .WithEvent(nameof(CommitmentRequested), 1, Json.CommitmentRequested)
        .WithEvent(nameof(CommitmentRequestedAgain), 1, Json.CommitmentRequestedAgain)
        .WithEvent(nameof(CommitmentPostponed), 1, Json.CommitmentPostponed)
        .WithEvent(nameof(CommitmentDecided), 1, Json.CommitmentDecided)
        .WithEvent(nameof(CommitmentReportBegan), 1, Json.CommitmentReportBegan)
        .WithEvent(nameof(CommitmentReportFailed), 1, Json.CommitmentReportFailed)
        .WithEvent(nameof(CommitmentReported), 1, Json.CommitmentReported)
        .WithEvent(nameof(CommitmentRefused), 1, Json.CommitmentRefused)
        .WithEvent(nameof(CommitmentExpired), 1, Json.CommitmentExpired)
        .WithEvent(nameof(CommitmentRetried), 1, Json.CommitmentRetried)
        .WithEvent(nameof(CommitmentCanceled), 1, Json.CommitmentCanceled)
        .WithMessage("commitment-request", Json.RequestCommitment)
        .WithMessage("commitment-postpone", Json.PostponeCommitment)
        .WithMessage("commitment-decide", Json.DecideCommitment)
        .WithMessage("commitment-report-begin", Json.BeginReport)
        .WithMessage("commitment-report-end", Json.EndReport)
        .WithMessage("commitment-report-fail", Json.FailReport)
        .WithMessage("commitment-retry", Json.RetryCommitment)
        .WithMessage("commitment-cancel", Json.CancelCommitment)
        .WithMessage("commitment-reply", Json.CommitmentReply);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = false)]
[JsonSerializable(typeof(CommitmentState))]
[JsonSerializable(typeof(CommitmentRequested))]
[JsonSerializable(typeof(CommitmentRequestedAgain))]
[JsonSerializable(typeof(CommitmentPostponed))]
[JsonSerializable(typeof(CommitmentDecided))]
[JsonSerializable(typeof(CommitmentReportBegan))]
[JsonSerializable(typeof(CommitmentReportFailed))]
[JsonSerializable(typeof(CommitmentReported))]
[JsonSerializable(typeof(CommitmentRefused))]
[JsonSerializable(typeof(CommitmentExpired))]
[JsonSerializable(typeof(CommitmentRetried))]
[JsonSerializable(typeof(CommitmentCanceled))]
[JsonSerializable(typeof(RequestCommitment))]
[JsonSerializable(typeof(PostponeCommitment))]
[JsonSerializable(typeof(DecideCommitment))]
[JsonSerializable(typeof(BeginReport))]
[JsonSerializable(typeof(EndReport))]
[JsonSerializable(typeof(FailReport))]
[JsonSerializable(typeof(RetryCommitment))]
[JsonSerializable(typeof(CancelCommitment))]
[JsonSerializable(typeof(CommitmentReply))]
internal sealed partial class CommitmentJsonContext : JsonSerializerContext;
