using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Testing;
using static Archive.Protocol.Data.TransferSyntax;
using static Archive.Protocol.Pdu.ContextResult;
using static Archive.Protocol.Tests.Association.TestPolicies;

namespace Archive.Protocol.Tests.Association;

public sealed class PresentationContextNegotiatorTests
{
    private static readonly Uid Ct = SopClasses.CTImageStorage;
    private static readonly Uid VereosPrivateSyntax = new("1.3.46.670589.33.1.4.1");

    [Fact]
    [Requirement("VEREOS-05")]
    [Requirement("OASIS-06")]
    public void Explicit_little_endian_is_chosen_wherever_it_is_offered()
    {
        foreach (var other in All.Where(syntax => syntax != ExplicitVrLittleEndian))
            Assert.Equal(ExplicitVrLittleEndian.Uid, Answer(Ct, other, ExplicitVrLittleEndian).TransferSyntax);
        Assert.Equal(ExplicitVrLittleEndian.Uid, Answer(Ct, ImplicitVrLittleEndian, ExplicitVrLittleEndian, ExplicitVrBigEndian).TransferSyntax);
    }

    [Fact]
    [Requirement("VEREOS-05")]
    [Requirement("OASIS-06")]
    [Requirement("TIGER-03")]
    public void Every_transfer_syntax_that_encodes_data_sets_is_accepted_when_offered_alone()
    {
        foreach (var syntax in All)
        {
            var answer = Answer(Ct, syntax);
            Assert.Equal(syntax.IsStorable ? Acceptance : TransferSyntaxesNotSupported, answer.Result);
            Assert.Equal(syntax.Uid, answer.TransferSyntax);
        }
    }

    [Fact]
    [Requirement("MX1-06")]
    public void Lossy_syntax_is_never_chosen_while_another_one_is_offered()
    {
        var lossy = All.Where(syntax => syntax.IsStorable && syntax.IsLossy).ToArray();
        foreach (var lossless in All.Where(syntax => syntax.IsStorable && !syntax.IsLossy))
            Assert.Equal(lossless.Uid, Answer(Ct, [.. lossy, lossless]).TransferSyntax);
    }

    [Fact]
    [Requirement("MX1-06")]
    public void Administrator_may_prefer_a_lossy_syntax()
    {
        var policy = AbstractSyntaxes(new TransferSyntaxPreference([JpegBaseline8Bit, ExplicitVrLittleEndian]));

        var answer = PresentationContextNegotiator.Answer(Context(1, Ct, ExplicitVrLittleEndian, JpegBaseline8Bit), policy, []);

        Assert.Equal(JpegBaseline8Bit.Uid, answer.TransferSyntax);
    }

    [Fact]
    [Requirement("MX1-07")]
    [Requirement("OASIS-07")]
    public void Big_endian_is_never_chosen_while_little_endian_is_offered()
    {
        Assert.Equal(ImplicitVrLittleEndian.Uid, Answer(Ct, ExplicitVrBigEndian, ImplicitVrLittleEndian).TransferSyntax);
        Assert.Equal(JpegLosslessSV1.Uid, Answer(Ct, ExplicitVrBigEndian, JpegLosslessSV1).TransferSyntax);
    }

    [Fact]
    [Requirement("OASIS-07")]
    [Requirement("MX1-07")]
    [Requirement("VEREOS-08")]
    public void Big_endian_alone_gets_result_4_where_it_is_not_wanted_and_leaves_the_class_usable()
    {
        var policy = Storing(new TransferSyntaxPreference([ExplicitVrLittleEndian, ImplicitVrLittleEndian]));

        var accepted = Accepted(Request(Context(1, Ct, ExplicitVrBigEndian), Context(3, Ct, ImplicitVrLittleEndian)), policy);

        Assert.Equal([TransferSyntaxesNotSupported, Acceptance], accepted.PresentationContexts.Select(answer => answer.Result));
    }

    [Fact]
    [Requirement("VEREOS-06")]
    public void Private_transfer_syntax_gets_result_4()
    {
        var alone = PresentationContextNegotiator.Answer(new ProposedPresentationContext(1, Ct, [VereosPrivateSyntax]), Full.AbstractSyntaxes, []);
        var first = PresentationContextNegotiator.Answer(
            new ProposedPresentationContext(3, Ct, [VereosPrivateSyntax, ImplicitVrLittleEndian.Uid]), Full.AbstractSyntaxes, []);

        Assert.Equal(TransferSyntaxesNotSupported, alone.Result);
        Assert.Equal((Acceptance, ImplicitVrLittleEndian.Uid), (first.Result, first.TransferSyntax));
    }

    [Fact]
    [Requirement("VEREOS-07")]
    public void Jpeg_lossless_gets_result_4_when_the_peers_order_leaves_it_out()
    {
        var policy = AbstractSyntaxes(new TransferSyntaxPreference([ExplicitVrLittleEndian, ImplicitVrLittleEndian]));

        Assert.Equal(TransferSyntaxesNotSupported, PresentationContextNegotiator.Answer(Context(1, Ct, JpegLosslessSV1), policy, []).Result);
    }

    [Fact]
    [Requirement("MX1-04")]
    public void One_context_with_several_syntaxes_and_several_contexts_with_one_are_both_answered()
    {
        TransferSyntax[] syntaxes = [ImplicitVrLittleEndian, ExplicitVrLittleEndian, ExplicitVrBigEndian, JpegBaseline8Bit, JpegLosslessSV1];
        var us = SopClasses.UltrasoundImageStorage;

        var together = Accepted(Request(Context(1, us, syntaxes)));
        var apart = Accepted(Request([.. syntaxes.Select((syntax, i) => Context((2 * i) + 1, us, syntax))]));

        Assert.Equal(ExplicitVrLittleEndian.Uid, Assert.Single(together.PresentationContexts).TransferSyntax);
        Assert.All(apart.PresentationContexts, answer => Assert.Equal(Acceptance, answer.Result));
        Assert.Equal(syntaxes.Select(syntax => syntax.Uid), apart.PresentationContexts.Select(answer => answer.TransferSyntax));
    }

    [Fact]
    [Requirement("VEREOS-04")]
    public void All_128_contexts_are_answered_each_on_its_own()
    {
        TransferSyntax[] syntaxes = [ExplicitVrLittleEndian, ImplicitVrLittleEndian, JpegLosslessSV1, SmpteSt211030PcmDigitalAudio];
        var contexts = Enumerable.Range(0, 128).Select(i => Context((2 * i) + 1, SopClasses.AllStorage[i / 4].Uid, syntaxes[i % 4])).ToArray();

        var answers = Accepted(Request(contexts)).PresentationContexts;

        Assert.Equal(contexts.Select(context => context.Id), answers.Select(answer => answer.Id));
        Assert.Equal(96, answers.Count(answer => answer.Result == Acceptance));
    }

    [Fact]
    [Requirement("OASIS-02")]
    [Requirement("BASICS-21")]
    public void Unsupported_context_is_refused_alone()
    {
        var accepted = Accepted(Request(
            Context(1, SopClasses.Verification, ImplicitVrLittleEndian),
            Context(3, SopClasses.PatientRootQueryRetrieveInformationModelFind, ImplicitVrLittleEndian),
            Context(5, SopClasses.StudyRootQueryRetrieveInformationModelFind, ImplicitVrLittleEndian),
            Context(7, SopClasses.StorageCommitmentPushModel, ImplicitVrLittleEndian)));

        Assert.Equal(
            [Acceptance, AbstractSyntaxNotSupported, Acceptance, AbstractSyntaxNotSupported],
            accepted.PresentationContexts.Select(answer => answer.Result));
    }

    [Theory]
    [Requirement("BASICS-22")]
    [InlineData("1.2.840.10008.1.9")] // Basic Study Content Notification
    [InlineData("1.2.840.10008.3.1.2.1.1")] // Detached Patient Management
    [InlineData("1.2.840.10008.3.1.2.5.1")] // Detached Results Management
    [InlineData("1.2.840.10008.5.1.1.26")] // Print Queue Management
    public void Retired_service_class_gets_result_3(string sopClass)
    {
        var accepted = Accepted(Request(Context(1, new Uid(sopClass), ImplicitVrLittleEndian), Context(3, Ct, ImplicitVrLittleEndian)));

        Assert.Equal([AbstractSyntaxNotSupported, Acceptance], accepted.PresentationContexts.Select(answer => answer.Result));
    }

    [Fact]
    [Requirement("TIGER-04")]
    [Requirement("TIGER-05")]
    public void Misprinted_abstract_syntaxes_are_answered_per_context()
    {
        var accepted = Accepted(Request(
            Context(1, SopClasses.VLEndoscopicImageStorage, ImplicitVrLittleEndian),
            Context(3, new Uid("1.2.840.10008.5.1.4.1.1.77.1"), ImplicitVrLittleEndian),
            Context(5, ImplicitVrLittleEndian.Uid, ImplicitVrLittleEndian)));

        Assert.Equal([Acceptance, AbstractSyntaxNotSupported], [accepted.PresentationContexts[0].Result, accepted.PresentationContexts[2].Result]);
        Assert.Contains(accepted.PresentationContexts[1].Result, new[] { Acceptance, AbstractSyntaxNotSupported });
    }

    [Fact]
    public void Context_without_transfer_syntaxes_gets_result_4() => Assert.Equal(TransferSyntaxesNotSupported, Answer(Ct).Result);

    [Fact]
    public void Context_without_a_valid_abstract_syntax_gets_result_3() =>
        Assert.Equal(AbstractSyntaxNotSupported, Answer(default, ImplicitVrLittleEndian).Result);

    [Fact]
    public void Preference_names_each_syntax_once_and_only_those_that_encode_data_sets()
    {
        Assert.Throws<ArgumentException>(() => new TransferSyntaxPreference([ExplicitVrLittleEndian, ExplicitVrLittleEndian]));
        Assert.Throws<ArgumentException>(() => new TransferSyntaxPreference([XmlEncoding]));
    }

    [Theory]
    [InlineData(true, false, null, null, true)]
    [InlineData(true, false, true, false, true)]
    [InlineData(true, false, true, true, true)]
    [InlineData(true, false, false, true, false)]
    [InlineData(false, true, null, null, false)]
    [InlineData(false, true, true, false, false)]
    [InlineData(false, true, true, true, true)]
    [InlineData(false, true, false, true, true)]
    [InlineData(false, false, true, true, false)]
    public void Context_of_which_no_wanted_role_is_granted_gets_result_1(
        bool acceptsScu, bool acceptsScp, bool? isScu, bool? isScp, bool isAccepted)
    {
        var policy = new Dictionary<Uid, AbstractSyntaxPolicy> { [Ct] = new(TransferSyntaxPreference.Storage, acceptsScu, acceptsScp) };
        RoleSelection[] roles = isScu is null ? [] : [new RoleSelection(Ct, isScu.Value, isScp!.Value)];

        var answer = PresentationContextNegotiator.Answer(Context(1, Ct, ImplicitVrLittleEndian), policy, roles);

        Assert.Equal(isAccepted ? Acceptance : UserRejection, answer.Result);
    }

    private static PresentationContextAnswer Answer(Uid abstractSyntax, params TransferSyntax[] offered) =>
        PresentationContextNegotiator.Answer(Context(1, abstractSyntax, offered), Full.AbstractSyntaxes, []);
}
