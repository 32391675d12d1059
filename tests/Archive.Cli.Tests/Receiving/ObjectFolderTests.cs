using Archive.Cli.Receiving;
using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Cli.Tests.Receiving;

public sealed class ObjectFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string Path => _temporary["objects"];

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.1.99")]
    public async Task A_file_is_named_by_study_series_and_instance_and_holds_the_data_set_as_received(string transferSyntax)
    {
        Assert.True(TransferSyntax.TryGet(new Uid(transferSyntax), out var syntax));
        var instance = TestData.Ct();
        var folder = new ObjectFolder(Path, new AeTitle("PACS"));

        var response = await folder.ServeAsync(Request(instance, syntax, new MemoryStream(instance.Encode(syntax))), CancellationToken.None);

        Assert.Equal(DimseStatus.Success, response.Status);
        var file = Part10File.Read(await File.ReadAllBytesAsync(System.IO.Path.Combine(Path, instance.Study.ToString(), instance.Series.ToString(), $"{instance.Sop}.dcm")));
        Assert.Equal(instance.Encode(syntax), file.DataSetBytes.ToArray());
        Assert.Equal((syntax, "PACS"), (file.TransferSyntax, file.Meta.GetString(Tags.SourceApplicationEntityTitle)));
        Assert.Equal((1, instance.Encode(syntax).Length), (folder.Files, folder.Bytes));
    }

    [Fact]
    public async Task An_object_that_breaks_off_leaves_no_file()
    {
        var instance = TestData.Ct();
        var folder = new ObjectFolder(Path, new AeTitle("PACS"));

        await Assert.ThrowsAsync<AggregateException>(async () => await folder.ServeAsync(Request(instance, TransferSyntax.ExplicitVrLittleEndian, new BrokenStream()), CancellationToken.None));

        Assert.Empty(Directory.GetFileSystemEntries(Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_study_that_is_no_UID_leads_nowhere_else()
    {
        var instance = TestData.Ct();
        instance.DataSet.Set(Tags.StudyInstanceUID, Vr.UI, "../../evil"u8.ToArray());
        var folder = new ObjectFolder(Path, new AeTitle("PACS"));

        await folder.ServeAsync(Request(instance, TransferSyntax.ExplicitVrLittleEndian, new MemoryStream(instance.Encode(TransferSyntax.ExplicitVrLittleEndian))), CancellationToken.None);

        Assert.Equal([System.IO.Path.Combine(Path, "no-study", instance.Series.ToString(), $"{instance.Sop}.dcm")], Directory.GetFiles(_temporary.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_refuses_the_object_and_says_why()
    {
        await File.WriteAllTextAsync(Path, "a file where the folder should be");
        var instance = TestData.Ct();
        var folder = new ObjectFolder(Path, new AeTitle("PACS"));

        var response = await folder.ServeAsync(Request(instance, TransferSyntax.ExplicitVrLittleEndian, new MemoryStream(instance.Encode(TransferSyntax.ExplicitVrLittleEndian))), CancellationToken.None);

        Assert.Equal(DimseStatus.OutOfResources, response.Status);
        Assert.NotNull(folder.Problem);
        Assert.Equal((0, 1), (folder.Files, folder.Refused));
    }

    [Fact]
    public async Task A_data_set_that_cannot_be_understood_is_kept_all_the_same()
    {
        var instance = TestData.Ct();
        var folder = new ObjectFolder(Path, new AeTitle("PACS"));
        byte[] bytes = [1, 2, 3, 4, 5, 6, 7];

        var response = await folder.ServeAsync(Request(instance, TransferSyntax.ExplicitVrLittleEndian, new MemoryStream(bytes)), CancellationToken.None);

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(bytes, Part10File.Read(await File.ReadAllBytesAsync(System.IO.Path.Combine(Path, "no-study", "no-series", $"{instance.Sop}.dcm"))).DataSetBytes.ToArray());
    }

    [Fact]
    public async Task What_is_no_C_STORE_is_refused() => Assert.Equal(
        DimseStatus.UnrecognizedOperation,
        (await new ObjectFolder(Path, new AeTitle("PACS")).ServeAsync(
            new IncomingRequest(new CEchoRequest { MessageId = 1, AffectedSopClassUid = SopClasses.Verification }, Context(TransferSyntax.ImplicitVrLittleEndian), Stream.Null), CancellationToken.None)).Status);

    private static IncomingRequest Request(TestInstance instance, TransferSyntax syntax, Stream dataSet) => new(
        new CStoreRequest { MessageId = 1, AffectedSopClassUid = instance.SopClass, AffectedSopInstanceUid = instance.Sop.Uid }, Context(syntax), dataSet);

    private static PresentationContext Context(TransferSyntax syntax) => new(1, SopClasses.CTImageStorage, syntax, IsRequestorScu: true, IsRequestorScp: true);

    /// <summary>Gives some bytes, and then fails as an association that is lost.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private bool _hasGiven;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_hasGiven)
                throw new AggregateException("lost");
            _hasGiven = true;
            return ValueTask.FromResult(100);
        }
    }
}
