using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>C-ECHO in every proposal of Verification: each choice and order of transfer syntaxes, alone and mixed with what else a modality proposes.</summary>
public sealed class VerificationTests : AssociationTest
{
    private static readonly TransferSyntax[] Syntaxes =
        [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian];

    /// <summary>What stands before and after Verification.</summary>
    public static TheoryData<string, string> Surroundings
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var before in new[] { "", "storage", "query", "storage query", "unknown" })
            {
                foreach (var after in new[] { "", "storage", "query" })
                    all.Add(before, after);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Surroundings))]
    [Requirement("OASIS-04")]
    [Requirement("MX1-02")]
    [Requirement("TIGER-01")]
    public async Task An_echo_is_answered_on_every_context_however_Verification_is_proposed(string before, string after)
    {
        await using var archive = await TestArchive.StartAsync();
        foreach (var contexts in Proposals())
        {
            var options = archive.Calling();
            Propose(options, before);
            foreach (var syntaxes in contexts)
                options.Propose(SopClasses.Verification, syntaxes);
            Propose(options, after);
            await using var association = await ScuAssociation.ConnectAsync(options);

            var accepted = association.Negotiated.Contexts.Where(context => context.AbstractSyntax == SopClasses.Verification).ToList();
            Assert.Equal(contexts.Count, accepted.Count);
            foreach (var context in accepted)
            {
                var request = new CEchoRequest { MessageId = 0, AffectedSopClassUid = SopClasses.Verification };
                Assert.Equal(DimseStatus.Success, (await association.RequestAsync<CEchoResponse>(context, request)).Response.Status);
            }

            if (before.Contains("storage", StringComparison.Ordinal) || after.Contains("storage", StringComparison.Ordinal))
            {
                var sent = TestObject.Ct();
                Assert.Equal(DimseStatus.Success, (await association.StoreAsync(association.GetContext(sent.SopClass), sent.Instance, sent.Bytes)).Status);
            }

            await association.ReleaseAsync();
        }
    }

    /// <summary>Every choice of transfer syntaxes in every order in one context, and each choice with a context for each.</summary>
    private static IEnumerable<IReadOnlyList<TransferSyntax[]>> Proposals()
    {
        var orders = Orders([]).Where(order => order.Length > 0).ToList();
        foreach (var order in orders)
            yield return [order];
        foreach (var order in orders.Where(order => order.Length > 1))
            yield return [.. order.Select(syntax => new[] { syntax })];
    }

    private static IEnumerable<TransferSyntax[]> Orders(TransferSyntax[] chosen)
    {
        yield return chosen;
        foreach (var longer in Syntaxes.Except(chosen).SelectMany(next => Orders([.. chosen, next])))
            yield return longer;
    }

    private static void Propose(ScuAssociationOptions options, string what)
    {
        foreach (var service in what.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (service)
            {
                case "storage":
                    options.Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian);
                    options.Propose(SopClasses.MRImageStorage, TransferSyntax.ImplicitVrLittleEndian);
                    break;
                case "query":
                    options.Propose(SopClasses.StudyRootQueryRetrieveInformationModelFind, TransferSyntax.ImplicitVrLittleEndian);
                    options.Propose(SopClasses.StudyRootQueryRetrieveInformationModelMove, TransferSyntax.ImplicitVrLittleEndian);
                    break;
                default:
                    options.Propose(new Uid("1.2.826.0.1.3680043.10.1489.99"), TransferSyntax.ImplicitVrLittleEndian); // nobody provides it
                    break;
            }
        }
    }
}
