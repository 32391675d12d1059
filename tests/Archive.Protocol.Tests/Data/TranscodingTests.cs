using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data;

/// <summary>A data set that came in one transfer syntax leaves in another.</summary>
public sealed class TranscodingTests
{
    // A private block with a factor, a text that is ST or LO by the kind of object, a sequence and a sequence in it.
    private const string PrivateBlock =
        """
        5370 1000 0C000000 'PET PRIVATE '
        5370 0010 08000000 '0.000123'
        5370 0310 04000000 'text'
        5370 1210 FFFFFFFF
          FEFF 00E0 FFFFFFFF
            5370 1000 0C000000 'PET PRIVATE '
            5370 0010 02000000 '1 '
            5370 0710 FFFFFFFF  FEFF 00E0 00000000  FEFF DDE0 00000000
          FEFF 0DE0 00000000
        FEFF DDE0 00000000
        """;

    /// <summary>Uncompressed samples, one of each kind.</summary>
    public static TheoryData<string> Samples => [.. SharedFiles.Find("samples", "INDEX.tsv")
        .SelectMany(index => File.ReadLines(SharedFiles.PathOf("samples", index)))
        .Select(line => line.Split('\t'))
        .Where(row => row[0].StartsWith("open/by-modality/", StringComparison.Ordinal) && row[5] is ("1.2.840.10008.1.2" or "1.2.840.10008.1.2.1"))
        .Where(row => row[17] == "ok")
        .DistinctBy(row => Path.GetDirectoryName(row[0]))
        .Select(row => row[0])];

    [Fact]
    [Requirement("VEREOS-16")]
    [Requirement("OASIS-14")]
    public void Private_elements_of_implicit_VR_leave_as_UN_with_their_bytes_and_their_sequences_as_SQ()
    {
        var dataSet = DataSetReader.Read(Hex.Bytes(PrivateBlock), TransferSyntax.ImplicitVrLittleEndian);

        Assert.Equal(
            Convert.ToHexString(Hex.Bytes(
                """
                5370 1000 'LO' 0C00 'PET PRIVATE '
                5370 0010 'UN' 0000 08000000 '0.000123'
                5370 0310 'UN' 0000 04000000 'text'
                5370 1210 'SQ' 0000 3E000000
                  FEFF 00E0 36000000
                    5370 1000 'LO' 0C00 'PET PRIVATE '
                    5370 0010 'UN' 0000 02000000 '1 '
                    5370 0710 'SQ' 0000 08000000  FEFF 00E0 00000000
                """)), Convert.ToHexString(DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian)));
    }

    [Fact]
    [Requirement("VEREOS-16")]
    [Requirement("OASIS-14")]
    public void Private_elements_have_the_VR_of_a_configured_dictionary_in_items_too()
    {
        var options = new DataSetReaderOptions { PrivateDictionary = new PrivateDictionary([new PrivateDictionaryEntry("PET PRIVATE", 0x7053, 0x00, Vr.DS)]) };

        var dataSet = DataSetReader.Read(Hex.Bytes(PrivateBlock), TransferSyntax.ImplicitVrLittleEndian, options);

        var factor = new Tag(0x7053, 0x1000);
        Assert.True(dataSet.TryGet(factor, out var outer));
        Assert.True(dataSet.GetItems(new Tag(0x7053, 0x1012))[0].TryGet(factor, out var inner));
        Assert.True(dataSet.TryGet(new Tag(0x7053, 0x1003), out var unknown));
        Assert.Equal((Vr.DS, Vr.DS, Vr.UN), (outer.Vr, inner.Vr, unknown.Vr));
    }

    [Fact]
    public void A_private_dictionary_speaks_for_its_own_creator_only()
    {
        var options = new DataSetReaderOptions { PrivateDictionary = new PrivateDictionary([new PrivateDictionaryEntry("OTHER", 0x7053, 0x00, Vr.DS)]) };

        var dataSet = DataSetReader.Read(Hex.Bytes(PrivateBlock), TransferSyntax.ImplicitVrLittleEndian, options);

        Assert.True(dataSet.TryGet(new Tag(0x7053, 0x1000), out var factor));
        Assert.Equal(Vr.UN, factor.Vr);
    }

    [Fact]
    public void A_private_sequence_of_defined_length_stays_the_bytes_it_is()
    {
        var bytes = Hex.Bytes("0900 0110 10000000  FEFF 00E0 08000000 1000 2000 00000000");

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ImplicitVrLittleEndian);

        Assert.Equal(Vr.UN, Assert.Single(dataSet).Vr);
        Assert.Equal(bytes, DataSetWriter.ToArray(dataSet, TransferSyntax.ImplicitVrLittleEndian));
    }

    [SharedTheory]
    [MemberData(nameof(Samples))]
    public async Task A_real_file_is_the_same_after_leaving_in_another_transfer_syntax(string sample)
    {
        var source = Part10File.Read(await File.ReadAllBytesAsync(SharedFiles.PathOf("samples", sample))).ReadDataSet();
        var bytes = DataSetWriter.ToArray(source, TransferSyntax.ExplicitVrLittleEndian);

        foreach (var transferSyntax in new[] { TransferSyntax.ExplicitVrBigEndian, TransferSyntax.DeflatedExplicitVrLittleEndian })
        {
            var transcoded = DataSetReader.Read(DataSetWriter.ToArray(source, transferSyntax), transferSyntax);
            Assert.Equal(bytes, DataSetWriter.ToArray(transcoded, TransferSyntax.ExplicitVrLittleEndian));
        }
    }
}
