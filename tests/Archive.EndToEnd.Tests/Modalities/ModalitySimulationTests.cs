using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>Plays the modalities whose conformance statements are at hand: their proposals, their objects.</summary>
public sealed class ModalitySimulationTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private readonly NodeProcess _node = fixture.Node;

    public static TheoryData<string> Statements => [.. SharedFiles.Find("modalities", "*.json")];

    [SharedTheory]
    [MemberData(nameof(Statements))]
    [Requirement("VEREOS-11")]
    [Requirement("VEREOS-19")]
    [Requirement("OASIS-05")]
    [Requirement("OASIS-13")]
    [Requirement("MX1-03")]
    [Requirement("TIGER-02")]
    public async Task Every_object_that_a_modality_creates_is_stored_as_it_proposes_and_returned(string file)
    {
        using var statement = new ConformanceStatement(file);
        var options = _node.Call("MODALITY");
        foreach (var (sopClass, syntax) in statement.StorageContexts.Distinct())
            options.Propose(sopClass, syntax);
        var objects = statement.CreateObjects().ToList();
        foreach (var sopClass in objects.Select(o => o.SopClass).Distinct().Where(sopClass => options.PresentationContexts.All(c => c.AbstractSyntax != sopClass)))
            options.Propose(sopClass, TransferSyntax.ImplicitVrLittleEndian);
        if (objects.Count == 0)
            return;

        await using var association = await ScuAssociation.ConnectAsync(options);
        foreach (var instance in objects)
        {
            var syntax = association.Negotiated.Contexts.First(c => c.AbstractSyntax == instance.SopClass && !c.TransferSyntax.IsEncapsulated).TransferSyntax;
            var sent = WireObject.Of(instance, syntax);
            Assert.Equal((sent.SopClass, DimseStatus.Success), (sent.SopClass, await association.StoreAsync(sent)));
            Assert.Equal(sent.Hash, (await _node.GetAsync(instance.Study.Uid, sent)).Hashes[sent.Instance]);
        }

        await association.ReleaseAsync();
    }
}
