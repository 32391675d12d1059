using Archive.Cli.Receiving;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Cli.Tests.Receiving;

public sealed class StorageContextsTests
{
    [Fact]
    public void Every_class_is_proposed_with_the_role_of_its_SCP_uncompressed_and_in_each_compressed_syntax_by_itself()
    {
        var options = Propose(SopClasses.CTImageStorage, SopClasses.EnhancedSRStorage);

        Assert.Equal([SopClasses.CTImageStorage, SopClasses.EnhancedSRStorage], options.RoleSelections.Where(role => role.IsScp).Select(role => role.SopClass));
        var ofCt = options.PresentationContexts.Where(context => context.AbstractSyntax == SopClasses.CTImageStorage).ToArray();
        Assert.Equal([TransferSyntax.ExplicitVrLittleEndian.Uid, TransferSyntax.ImplicitVrLittleEndian.Uid], ofCt[0].TransferSyntaxes);
        Assert.All(ofCt[1..], context => Assert.Single(context.TransferSyntaxes));
        Assert.Contains(ofCt, context => context.TransferSyntaxes[0] == TransferSyntax.Jpeg2000Lossless.Uid);
        Assert.Contains(ofCt, context => context.TransferSyntaxes[0] == TransferSyntax.Mpeg4HP41.Uid);
    }

    [Fact]
    public void Of_many_classes_none_is_left_out_for_the_syntaxes_of_others()
    {
        var classes = SopClasses.AllStorage.Take(100).Select(entry => entry.Uid).ToArray();

        var options = Propose(classes);

        Assert.Equal(AAssociateRq.MaxPresentationContexts, options.PresentationContexts.Count);
        Assert.Equal(classes.Order(Comparer<Uid>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))), options.PresentationContexts.Skip(1).Select(context => context.AbstractSyntax).Distinct().Order(Comparer<Uid>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))));
    }

    [Fact]
    public void Where_the_classes_are_not_known_the_usual_ones_are_proposed() =>
        Assert.Contains(Propose().PresentationContexts, context => context.AbstractSyntax == SopClasses.MRImageStorage);

    private static ScuAssociationOptions Propose(params Uid[] classes)
    {
        var options = new ScuAssociationOptions { Host = "localhost", Port = 104, CalledAeTitle = new AeTitle("A"), CallingAeTitle = new AeTitle("B") }
            .Propose(SopClasses.StudyRootQueryRetrieveInformationModelGet, TransferSyntax.ImplicitVrLittleEndian);
        StorageContexts.Propose(options, classes);
        return options;
    }
}
