using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>Plays the modalities whose conformance statements are at hand: their proposals, their objects.</summary>
public sealed class ModalitySimulationTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    /// <summary>What a modality may not know of its patient; VEREOS-19.</summary>
    private static readonly Tag[] Identification =
    [
        Tags.PatientID, Tags.PatientName, Tags.PatientBirthDate, Tags.PatientSex, Tags.AccessionNumber,
        Tags.StudyDate, Tags.StudyTime, Tags.StudyID, Tags.ReferringPhysicianName,
    ];

    private readonly NodeProcess _node = fixture.Node;

    public static TheoryData<string, Filling> Statements
    {
        get
        {
            var statements = new TheoryData<string, Filling>();
            foreach (var file in SharedFiles.Find("modalities", "*.json").Where(CreatesObjects))
            {
                foreach (var filling in Enum.GetValues<Filling>())
                    statements.Add(file, filling);
            }

            return statements;
        }
    }

    [SharedTheory]
    [MemberData(nameof(Statements))]
    [Requirement("VEREOS-11")]
    [Requirement("VEREOS-19")]
    [Requirement("OASIS-05")]
    [Requirement("OASIS-13")]
    [Requirement("MX1-03")]
    [Requirement("TIGER-02")]
    public async Task Every_object_that_a_modality_creates_is_stored_as_it_proposes_and_returned(string file, Filling filling)
    {
        using var statement = new ConformanceStatement(file);
        var options = _node.Call("MODALITY");
        foreach (var (sopClass, syntax) in statement.StorageContexts.Distinct())
            options.Propose(sopClass, syntax);
        var objects = statement.CreateObjects(filling).ToList();
        Assert.NotEmpty(objects);

        await using var association = await ScuAssociation.ConnectAsync(options);
        foreach (var instance in objects)
        {
            var syntax = association.Negotiated.Contexts.First(c => c.AbstractSyntax == instance.SopClass && !c.TransferSyntax.IsEncapsulated).TransferSyntax;
            await AssertKeptAsync(association, instance, syntax);
        }

        await association.ReleaseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Requirement("VEREOS-19")]
    public async Task An_object_of_nobody_known_is_stored_and_found(bool isEmpty)
    {
        var instance = TestData.Ct();
        foreach (var tag in Identification)
        {
            if (isEmpty)
                instance.DataSet.SetString(tag, "");
            else
                instance.DataSet.Remove(tag);
        }

        await using var association = await _node.ConnectAsync(WireObject.Of(instance));
        await AssertKeptAsync(association, instance, TransferSyntax.ExplicitVrLittleEndian);
        await association.ReleaseAsync();
    }

    private static bool CreatesObjects(string file)
    {
        using var statement = new ConformanceStatement(file);
        return statement.CreatesObjects;
    }

    /// <summary>It is stored, answered with what it has of its patient and study, and returned byte for byte.</summary>
    private async Task AssertKeptAsync(ScuAssociation association, TestInstance instance, TransferSyntax syntax)
    {
        var sent = WireObject.Of(instance, syntax);
        Assert.Equal((sent.SopClass, DimseStatus.Success), (sent.SopClass, await association.StoreAsync(sent)));
        var answer = Assert.Single(await _node.FindAsync(
            "STUDY", [(Tags.StudyInstanceUID, instance.Study.Value), .. Identification.Select(tag => (tag, ""))]));
        foreach (var tag in Identification)
            Assert.Equal((tag, instance.DataSet.GetString(tag) ?? ""), (tag, answer.GetString(tag) ?? ""));
        Assert.Equal(sent.Hash, (await _node.GetAsync(instance.Study.Uid, sent)).Hashes[sent.Instance]);
    }
}
