using System.Text;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Actors.Tests.Queries;

/// <summary>A peer that writes beyond ASCII and declares no character set is read by the one that is configured for it.</summary>
public sealed class UndeclaredTextTests : AssociationTest
{
    private static readonly Uid Find = SopClasses.StudyRootQueryRetrieveInformationModelFind;
    private static readonly CharacterSet Cyrillic = CharacterSet.Parse(["ISO_IR 144"]);

    [Fact]
    [Requirement("TIGER-29")]
    public async Task Undeclared_text_of_objects_and_queries_is_read_by_the_fallback_of_the_peer()
    {
        await using var archive = await TestArchive.StartAsync(new() { FallbackCharacterSet = Cyrillic });
        var sent = Named("Вымышленный", declared: null);
        await TestScu.StoreAsync(archive, sent);

        Assert.Equal("Вымышленный", await FindNameAsync(archive, CharacterSet.Utf8.Encode("Вымышленный", Vr.PN, out _), "ISO_IR 192"));
        Assert.Equal("Вымышленный", await FindNameAsync(archive, Cyrillic.Encode("ВЫМЫШЛЕННЫЙ", Vr.PN, out _), declared: null));
        Assert.Equal(sent.Bytes, (await TestScu.GetAsync(archive, sent.Study)).Objects[sent.Instance]);
    }

    [Fact]
    [Requirement("TIGER-29")]
    public async Task What_declares_its_character_set_is_read_by_that()
    {
        await using var archive = await TestArchive.StartAsync(new() { FallbackCharacterSet = Cyrillic });
        await TestScu.StoreAsync(archive, Named("Müller", "ISO_IR 100"));

        Assert.Equal("Müller", await FindNameAsync(archive, Encoding.Latin1.GetBytes("Müller"), "ISO_IR 100"));
    }

    [Fact]
    [Requirement("VEREOS-25")]
    public async Task Without_a_fallback_undeclared_text_is_Latin1()
    {
        await using var archive = await TestArchive.StartAsync();
        await TestScu.StoreAsync(archive, Named("Müller", declared: null));

        Assert.Equal("Müller", await FindNameAsync(archive, Encoding.Latin1.GetBytes("MÜLLER"), declared: null));
    }

    private static TestObject Named(string name, string? declared)
    {
        var plain = TestObject.Ct();
        var dataSet = DataSetReader.Read(plain.Bytes, TransferSyntax.ExplicitVrLittleEndian);
        if (declared is not null)
            dataSet.SetString(Tags.SpecificCharacterSet, declared);
        dataSet.Set(Tags.PatientName, Vr.PN, (declared is null && name[0] > 0xFF ? Cyrillic : CharacterSet.Parse(["ISO_IR 100"])).Encode(name, Vr.PN, out _));
        return plain with { Bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian) };
    }

    private static async Task<string?> FindNameAsync(TestArchive archive, byte[] name, string? declared)
    {
        var keys = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.PatientName, Vr.PN, name);
        if (declared is not null)
            keys.SetString(Tags.SpecificCharacterSet, declared);
        await using var association = await archive.ConnectAsync();
        string? found = null;
        await foreach (var message in association.FindAsync(Find, DataSetWriter.ToArray(keys, TransferSyntax.ImplicitVrLittleEndian)))
        {
            if (message.Response.Status.IsPending)
                found = message.ReadDataSet().GetString(Tags.PatientName);
        }

        return found;
    }
}
