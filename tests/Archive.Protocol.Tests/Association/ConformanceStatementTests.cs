using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Protocol.Tests.Pdu;
using Archive.Testing;
using static Archive.Protocol.Tests.Association.TestPolicies;

namespace Archive.Protocol.Tests.Association;

/// <summary>Every association that the described modalities open is answered, once with a context for each class and once with one for each class and syntax.</summary>
public sealed class ConformanceStatementTests
{
    [Fact]
    [Requirement("VEREOS-04")]
    [Requirement("VEREOS-06")]
    [Requirement("OASIS-02")]
    [Requirement("MX1-04")]
    [Requirement("TIGER-03")]
    [Requirement("TIGER-05")]
    public async Task Statements_are_negotiated_context_by_context()
    {
        foreach (var classes in SharedFiles.Find("modalities", "*.json").SelectMany(ProposalsOf))
        {
            await AssertAnsweredAsync(classes.Select((item, i) => new ProposedPresentationContext(Id(i), item.AbstractSyntax, item.TransferSyntaxes)));
            await AssertAnsweredAsync(classes
                .SelectMany(item => item.TransferSyntaxes.Select(syntax => (item.AbstractSyntax, Syntax: syntax)))
                .Select((pair, i) => new ProposedPresentationContext(Id(i), pair.AbstractSyntax, [pair.Syntax])));
        }
    }

    private static async Task AssertAnsweredAsync(IEnumerable<ProposedPresentationContext> proposed)
    {
        var contexts = proposed.ToArray();
        Assert.InRange(contexts.Length, 1, AAssociateRq.MaxPresentationContexts);
        var received = await PduReading.Over(Request(contexts).ToArray()).ReadAsync();

        var answers = Accepted(Assert.IsType<AAssociateRq>(received.Pdu)).PresentationContexts;

        Assert.Equal(contexts.Select(context => (context.Id, Expected(context))), answers.Select(answer => (answer.Id, answer.Result)));
    }

    private static byte Id(int index) => (byte)((2 * index) + 1);

    private static ContextResult Expected(ProposedPresentationContext proposed)
    {
        if (!Full.AbstractSyntaxes.ContainsKey(proposed.AbstractSyntax))
            return ContextResult.AbstractSyntaxNotSupported;
        return proposed.TransferSyntaxes.Any(uid => TransferSyntax.TryGet(uid, out _)) ? ContextResult.Acceptance : ContextResult.TransferSyntaxesNotSupported;
    }

    /// <summary>For each activity in which the modality is SCU, the classes it proposes.</summary>
    private static List<List<(Uid AbstractSyntax, List<Uid> TransferSyntaxes)>> ProposalsOf(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.PathOf("modalities", file)));
        if (!document.RootElement.TryGetProperty("activities", out var activities))
            return [];
        return
        [
            .. activities.EnumerateArray()
                .Where(activity => activity.GetProperty("role").GetString() == "SCU" && activity.TryGetProperty("presentation_contexts", out _))
                .Select(activity => activity.GetProperty("presentation_contexts").EnumerateArray().Select(Classes).ToList())
                .Where(classes => classes.Count > 0),
        ];
    }

    private static (Uid AbstractSyntax, List<Uid> TransferSyntaxes) Classes(JsonElement context) => (
        new Uid(context.GetProperty("abstract_syntax").GetString()!),
        [.. context.GetProperty("transfer_syntaxes").EnumerateArray().Select(syntax => new Uid(syntax.GetString()!))]);
}
