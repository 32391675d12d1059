using System.Buffers;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Protocol.Tests.Pdu;
using Archive.Testing;

namespace Archive.Protocol.Tests.Golden;

public sealed class GoldenPduTests
{
    private static readonly Uid Verification = new("1.2.840.10008.1.1");
    private static readonly Uid CtImageStorage = new("1.2.840.10008.5.1.4.1.1.2");
    private static readonly Uid StudyRootFind = new("1.2.840.10008.5.1.4.1.2.2.1");
    private static readonly Uid ImplicitLittleEndian = new("1.2.840.10008.1.2");
    private static readonly Uid ExplicitLittleEndian = new("1.2.840.10008.1.2.1");

    [Fact]
    public async Task A_associate_rq_is_read_field_by_field()
    {
        var rq = Assert.IsType<AAssociateRq>(await ReadAsync(GoldenPdus.AAssociateRq));

        Assert.Equal(AAssociateRq.Version1, rq.ProtocolVersion);
        Assert.Equal(new AeTitle("ARCHIVE"), rq.CalledAeTitle);
        Assert.Equal(new AeTitle("CT_1"), rq.CallingAeTitle);
        Assert.Equal(AAssociateRq.DicomApplicationContext, rq.ApplicationContext);
        Assert.Collection(
            rq.PresentationContexts,
            context => AssertContext(context, 1, Verification, ImplicitLittleEndian),
            context => AssertContext(context, 3, CtImageStorage, ExplicitLittleEndian, ImplicitLittleEndian));
        var information = rq.UserInformation;
        Assert.Equal(65536u, information.MaximumLength);
        Assert.Equal(new AsyncOperationsWindow(8, 1), information.AsyncOperationsWindow);
        AssertCommon(information);
        Assert.Equal([1, 0, 1], Assert.Single(information.ExtendedNegotiations).ServiceClassApplicationInformation.ToArray());
        var common = Assert.Single(information.CommonExtendedNegotiations);
        Assert.Equal(new Uid("1.2.840.10008.5.1.4.1.1.88.33"), common.SopClass);
        Assert.Equal(new Uid("1.2.840.10008.4.2"), common.ServiceClass);
        Assert.Equal([new Uid("1.2.840.10008.5.1.4.1.1.88.22")], common.RelatedGeneralSopClasses);
        var identity = information.UserIdentityRequest!;
        Assert.Equal(UserIdentityType.UsernameAndPasscode, identity.Type);
        Assert.True(identity.IsResponseRequested);
        Assert.Equal("anna"u8, identity.Primary.Span);
        Assert.Equal("xyz"u8, identity.Secondary.Span);
    }

    [Fact]
    public async Task A_associate_ac_is_read_field_by_field()
    {
        var ac = Assert.IsType<AAssociateAc>(await ReadAsync(GoldenPdus.AAssociateAc));

        Assert.Equal(new AeTitle("ARCHIVE"), ac.CalledAeTitle);
        Assert.Equal(new AeTitle("CT_1"), ac.CallingAeTitle);
        Assert.Equal(
            [
                new PresentationContextAnswer(1, ContextResult.Acceptance, ImplicitLittleEndian),
                new PresentationContextAnswer(3, ContextResult.TransferSyntaxesNotSupported, ExplicitLittleEndian),
            ],
            ac.PresentationContexts);
        var information = ac.UserInformation;
        Assert.Equal(131072u, information.MaximumLength);
        Assert.Equal(new AsyncOperationsWindow(4, 1), information.AsyncOperationsWindow);
        AssertCommon(information);
        Assert.Equal([1, 0, 0], Assert.Single(information.ExtendedNegotiations).ServiceClassApplicationInformation.ToArray());
        Assert.Equal("abc"u8, information.UserIdentityResponse!.ServerResponse.Span);
    }

    [Fact]
    public async Task A_associate_rj_is_read_field_by_field()
    {
        var rj = Assert.IsType<AAssociateRj>(await ReadAsync(GoldenPdus.AAssociateRj));

        Assert.Equal(RejectResult.Permanent, rj.Result);
        Assert.Equal(RejectReason.CalledAeTitleNotRecognized, rj.Reason);
        Assert.Equal("1/1/7: called AE title not recognized", rj.ToString());
    }

    [Fact]
    public async Task A_abort_is_read_field_by_field()
    {
        var abort = Assert.IsType<AAbort>(await ReadAsync(GoldenPdus.AAbort));

        Assert.Equal(AbortSource.ServiceProvider, abort.Source);
        Assert.Equal(AbortReason.InvalidPduParameterValue, abort.Reason);
        Assert.Equal("aborted by the service provider: invalid PDU parameter value", abort.ToString());
    }

    [Fact]
    public async Task Release_pdus_are_known_by_their_type()
    {
        Assert.IsType<AReleaseRq>(await ReadAsync(GoldenPdus.AReleaseRq));
        Assert.IsType<AReleaseRp>(await ReadAsync(GoldenPdus.AReleaseRp));
    }

    [Theory]
    [InlineData(GoldenPdus.AAssociateRq)]
    [InlineData(GoldenPdus.AAssociateAc)]
    [InlineData(GoldenPdus.AAssociateRj)]
    [InlineData(GoldenPdus.AReleaseRq)]
    [InlineData(GoldenPdus.AReleaseRp)]
    [InlineData(GoldenPdus.AAbort)]
    public async Task What_is_read_is_written_as_the_same_bytes(string golden)
    {
        var pdu = await ReadAsync(golden);

        Assert.Equal(Convert.ToHexString(Hex.Parse(golden)), Convert.ToHexString(pdu!.ToArray()));
    }

    [Theory]
    [InlineData(GoldenPdus.PDataTf)]
    [InlineData(GoldenPdus.PDataTfWithThreeValues)]
    public async Task P_data_tf_is_read_value_by_value(string golden)
    {
        var reader = PduReading.Over(Hex.Parse(golden));

        var (command, data) = await PduReading.ReadMessageAsync(reader);

        Assert.Equal("11223344", Convert.ToHexString(command));
        Assert.Equal("0102030405060708", Convert.ToHexString(data));
        Assert.True((await reader.ReadAsync()).IsEnd);
    }

    [Fact]
    public async Task P_data_tf_is_written_with_every_fragment_in_a_pdu_of_its_own()
    {
        var output = new MemoryStream();
        var writer = new PduWriter(output) { MaximumLength = 12 };

        await writer.WriteMessageAsync(1, Hex.Parse("11223344"), new ReadOnlySequence<byte>(Hex.Parse("0102030405060708")));

        Assert.Equal(Convert.ToHexString(Hex.Parse(GoldenPdus.PDataTf)), Convert.ToHexString(output.ToArray()));
    }

    private static void AssertContext(ProposedPresentationContext context, byte id, Uid abstractSyntax, params Uid[] transferSyntaxes)
    {
        Assert.Equal(id, context.Id);
        Assert.Equal(abstractSyntax, context.AbstractSyntax);
        Assert.Equal(transferSyntaxes, context.TransferSyntaxes);
    }

    private static void AssertCommon(UserInformation information)
    {
        Assert.Equal(new Uid("1.2.3.4"), information.ImplementationClassUid);
        Assert.Equal("TEST_1", information.ImplementationVersionName);
        Assert.Equal(new RoleSelection(CtImageStorage, IsScu: false, IsScp: true), Assert.Single(information.RoleSelections));
        Assert.Equal(StudyRootFind, Assert.Single(information.ExtendedNegotiations).SopClass);
    }

    private static async Task<ProtocolDataUnit?> ReadAsync(string golden) => (await PduReading.Over(Hex.Parse(golden)).ReadAsync()).Pdu;
}
