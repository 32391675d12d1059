using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>Makes objects of any SOP class and sees to it that a node keeps them as they are.</summary>
internal static class StoredForms
{
    public static readonly TransferSyntax[] LittleEndian = [TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian];

    /// <summary>A new object of the SOP class: an image unless the change takes its pixels away.</summary>
    public static TestInstance Make(Uid sopClass, string modality, Action<DataSet>? change = null, TestInstance? sameStudy = null)
    {
        var instance = TestData.Ct(sameStudy?.Study ?? default);
        instance.DataSet.SetString(Tags.SOPClassUID, sopClass.Value).SetString(Tags.Modality, modality);
        change?.Invoke(instance.DataSet);
        return instance with { SopClass = sopClass };
    }

    /// <summary>Stores an object in both little endian encodings, finds it and gets it back.</summary>
    public static async Task AssertKeptAsync(this NodeProcess node, Uid sopClass, string modality, Action<DataSet>? change = null)
    {
        foreach (var syntax in LittleEndian)
            await node.AssertKeptAsync(Make(sopClass, modality, change), syntax);
    }

    public static async Task AssertKeptAsync(this NodeProcess node, TestInstance instance, TransferSyntax syntax)
    {
        var sent = WireObject.Of(instance, syntax);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(sent));
        await node.AssertFoundAsync(instance);
        Assert.Equal(sent.Hash, (await node.GetAsync(instance.Study.Uid, sent)).Hashes[sent.Instance]);
    }

    /// <summary>Stores objects that belong together over one association, in the order given, and gets all of them back.</summary>
    public static async Task AssertKeptTogetherAsync(this NodeProcess node, params TestInstance[] instances)
    {
        var sent = instances.Select(instance => WireObject.Of(instance)).ToList();
        await using (var association = await ScuAssociation.ConnectAsync(node.Call().ProposeFor(sent)))
        {
            foreach (var instance in sent)
                Assert.Equal(DimseStatus.Success, await association.StoreAsync(instance));
            await association.ReleaseAsync();
        }

        foreach (var instance in instances)
            await node.AssertFoundAsync(instance);
        foreach (var study in instances.Select(instance => instance.Study.Uid).Distinct())
        {
            var retrieved = await node.GetAsync(study, [.. sent]);
            foreach (var instance in instances.Zip(sent).Where(pair => pair.First.Study.Uid == study))
                Assert.Equal(instance.Second.Hash, retrieved.Hashes[instance.Second.Instance]);
        }
    }

    private static async Task AssertFoundAsync(this NodeProcess node, TestInstance instance)
    {
        var series = Assert.Single(await node.FindAsync("SERIES",
            (Tags.StudyInstanceUID, instance.Study.Value), (Tags.SeriesInstanceUID, instance.Series.Value), (Tags.Modality, "")));
        Assert.Equal(instance.DataSet.GetString(Tags.Modality) ?? "", series.GetString(Tags.Modality));
        var image = Assert.Single(await node.FindAsync("IMAGE", (Tags.StudyInstanceUID, instance.Study.Value), (Tags.SeriesInstanceUID, instance.Series.Value),
            (Tags.SOPInstanceUID, instance.Sop.Value), (Tags.SOPClassUID, "")));
        Assert.Equal(instance.SopClass, image.GetUid(Tags.SOPClassUID));
    }
}
