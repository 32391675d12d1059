using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>
/// Every proposal of a modality is answered context by context, by a node as it is installed. What is expected is told from
/// the standard's numbers alone: storage, verification and query/retrieve, in the standard's transfer syntaxes, and no more.
/// </summary>
public sealed class StatementNegotiationTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private const string StandardSyntaxes = "1.2.840.10008.1.2";
    private const string StorageClasses = "1.2.840.10008.5.1.4.1.1.";
    private const string PrivateSyntax = "1.3.46.670589.33.1.4.1";

    private static readonly string[] Native = ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"];

    private static readonly string[] Services =
    [
        "1.2.840.10008.1.1",
        "1.2.840.10008.5.1.4.1.2.1.1", "1.2.840.10008.5.1.4.1.2.1.2", "1.2.840.10008.5.1.4.1.2.1.3",
        "1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.5.1.4.1.2.2.2", "1.2.840.10008.5.1.4.1.2.2.3",
        "1.2.840.10008.3.1.2.3.3", "1.2.840.10008.5.1.4.31", "1.2.840.10008.1.20.1",
    ];

    /// <summary>SC, CR, US and their like: numbers of PS3.6 under <see cref="StorageClasses"/>.</summary>
    private static readonly string[] Images =
        [.. new[] { "1", "1.1", "1.3", "2", "2.1", "3.1", "4", "4.1", "6.1", "7", "7.4", "11.1", "20", "66", "77.1.1", "77.1.4", "88.59", "88.67", "104.1", "128", "481.3" }.Select(n => StorageClasses + n)];

    public static TheoryData<string> Statements => [.. SharedFiles.Find("modalities", "*.json").Where(file => ProposalsOf(file).Count > 0)];

    [SharedTheory]
    [MemberData(nameof(Statements))]
    [Requirement("VEREOS-04")]
    [Requirement("VEREOS-06")]
    [Requirement("OASIS-02")]
    [Requirement("MX1-04")]
    [Requirement("TIGER-03")]
    [Requirement("TIGER-05")]
    public async Task What_a_statement_proposes_is_answered_context_by_context(string file)
    {
        foreach (var proposal in ProposalsOf(file))
        {
            await AssertAnsweredAsync(proposal);
            await AssertAnsweredAsync(proposal.SelectMany(context => context.TransferSyntaxes.Select(syntax => (context.AbstractSyntax, (IReadOnlyList<string>)[syntax]))));
        }
    }

    [Fact]
    [Requirement("OASIS-02")]
    public async Task Verification_query_retrieve_and_commitment_together_or_alone_are_answered_each_on_its_own()
    {
        await AssertAnsweredAsync(Services.Select(service => (service, (IReadOnlyList<string>)Native)));
        foreach (var service in Services)
            await AssertAnsweredAsync([(service, Native)]);
    }

    [Fact]
    [Requirement("VEREOS-04")]
    [Requirement("VEREOS-06")]
    [Requirement("TIGER-03")]
    public async Task Classes_in_several_contexts_of_one_syntax_each_are_answered_up_to_the_last_context()
    {
        string[] syntaxes = [PrivateSyntax, "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.50", .. Native];
        var contexts = Images.SelectMany(image => syntaxes.Select(syntax => (image, (IReadOnlyList<string>)[syntax]))).Take(AAssociateRq.MaxPresentationContexts).ToList();

        Assert.InRange(contexts.Count, 124, AAssociateRq.MaxPresentationContexts);
        await AssertAnsweredAsync(contexts);
    }

    [Fact]
    [Requirement("MX1-04")]
    [Requirement("VEREOS-06")]
    [Requirement("TIGER-05")]
    public async Task Of_several_syntaxes_one_of_the_standard_is_chosen_and_what_is_no_class_is_refused_alone()
    {
        string[] syntaxes = [PrivateSyntax, .. Native, "1.2.840.10008.1.2.4.50"];

        await AssertAnsweredAsync(
        [
            .. Images.Select(image => (image, (IReadOnlyList<string>)syntaxes)),
            (Native[0], Native),
            (Images[0], [PrivateSyntax]),
            ("1.2.840.10008.5.1.4.31", Native),
            ("1.2.840.10008.3.1.2.3.3", Native),
            (Services[0], Native),
        ]);
    }

    private static ContextResult Expected(string abstractSyntax, IEnumerable<string> syntaxes) =>
        !Services.Contains(abstractSyntax) && !abstractSyntax.StartsWith(StorageClasses, StringComparison.Ordinal) ? ContextResult.AbstractSyntaxNotSupported
        : syntaxes.Any(IsStandard) ? ContextResult.Acceptance
        : ContextResult.TransferSyntaxesNotSupported;

    private static bool IsStandard(string syntax) => syntax == StandardSyntaxes || syntax.StartsWith(StandardSyntaxes + ".", StringComparison.Ordinal);

    private static IReadOnlyList<IReadOnlyList<(string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes)>> ProposalsOf(string file)
    {
        using var statement = new ConformanceStatement(file);
        return [.. statement.Proposals.Select(proposal => (IReadOnlyList<(string, IReadOnlyList<string>)>)[.. proposal])];
    }

    private async Task AssertAnsweredAsync(IEnumerable<(string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes)> contexts)
    {
        ProposedPresentationContext[] proposed =
            [.. contexts.Select((context, i) => new ProposedPresentationContext((byte)((2 * i) + 1), new Uid(context.AbstractSyntax), [.. context.TransferSyntaxes.Select(syntax => new Uid(syntax))]))];

        var answers = await Negotiation.ProposeAsync(fixture.Node, proposed);

        Assert.Equal(
            proposed.Select(context => (context.Id, context.AbstractSyntax, Expected(context.AbstractSyntax.Value, context.TransferSyntaxes.Select(uid => uid.Value)))),
            answers.Select((answer, i) => (answer.ContextId, proposed[i].AbstractSyntax, answer.Result)));
        foreach (var (context, answer) in proposed.Zip(answers).Where(pair => pair.Second.Result == ContextResult.Acceptance))
        {
            Assert.Contains(answer.TransferSyntax, context.TransferSyntaxes);
            Assert.True(IsStandard(answer.TransferSyntax.Value), $"{answer.TransferSyntax} for {context.AbstractSyntax}");
        }
    }
}
