using Archive.Node.Commands.Sending;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Node.Tests.Commands.Sending;

public sealed class FileInspectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_says_what_object_it_holds_and_where()
    {
        var instance = TestData.Ct();
        var bytes = instance.ToFile(TransferSyntax.ImplicitVrLittleEndian);

        var file = Inspect(bytes)!;

        Assert.Equal((instance.SopClass, instance.Sop.Uid, TransferSyntax.ImplicitVrLittleEndian), (file.SopClass, file.SopInstance, file.TransferSyntax));
        Assert.Equal(instance.Encode(TransferSyntax.ImplicitVrLittleEndian), bytes[file.DataSetOffset..]);
        Assert.Equal(bytes.Length, file.Length);
    }

    [Fact]
    public void Where_file_meta_information_and_data_set_differ_the_data_set_counts()
    {
        var instance = TestData.Ct();
        var other = TestData.NewUid();

        var file = Inspect([.. Part10.CreatePrefix(instance.SopClass, other, TransferSyntax.ExplicitVrLittleEndian), .. instance.Encode(TransferSyntax.ExplicitVrLittleEndian)])!;

        Assert.Equal(instance.Sop.Uid, file.SopInstance);
    }

    [Fact]
    public void A_data_set_without_preamble_and_file_meta_information_is_an_object_as_well()
    {
        var instance = TestData.Mr();

        var file = Inspect(instance.Encode(TransferSyntax.ExplicitVrLittleEndian))!;

        Assert.Equal((instance.SopClass, instance.Sop.Uid, 0), (file.SopClass, file.SopInstance, file.DataSetOffset));
    }

    [Fact]
    public void File_meta_information_may_be_long()
    {
        var instance = TestData.Ct();
        var prefix = Part10.Read(instance.ToFile(TransferSyntax.ExplicitVrLittleEndian)).Meta;
        prefix.SetString(Tags.PrivateInformationCreatorUID, "1.2.3").Set(Tags.PrivateInformation, Vr.OB, new byte[100_000]);

        var file = Inspect([.. new byte[128], .. "DICM"u8, .. DataSetWriter.ToArray(prefix, TransferSyntax.ExplicitVrLittleEndian), .. instance.Encode(TransferSyntax.ExplicitVrLittleEndian)])!;

        Assert.Equal(instance.Sop.Uid, file.SopInstance);
        Assert.True(file.DataSetOffset > 100_000);
    }

    [Fact]
    public void A_DICOMDIR_is_no_object() => Assert.Null(
        Inspect(Part10.CreatePrefix(SopClasses.MediaStorageDirectoryStorage, TestData.NewUid(), TransferSyntax.ExplicitVrLittleEndian)));

    [Theory]
    [InlineData("")]
    [InlineData("This is a text and no DICOM file, although it lies among them.")]
    public void Anything_else_is_no_DICOM_file(string text) => Assert.Throws<DicomFormatException>(() => Inspect(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_data_set_that_names_no_object_is_none_either() => Assert.Throws<DicomFormatException>(
        () => Inspect(DataSetWriter.ToArray(new DataSet().SetString(Tags.PatientName, "Invented^Case"), TransferSyntax.ExplicitVrLittleEndian)));

    private OutgoingFile? Inspect(byte[] bytes)
    {
        File.WriteAllBytes(_folder["file"], bytes);
        return FileInspector.Inspect(_folder["file"]);
    }
}
