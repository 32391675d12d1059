using System.Text;
using Archive.Cli.Sending;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Cli.Tests.Sending;

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
        Assert.Equal(instance.Encode(TransferSyntax.ImplicitVrLittleEndian), bytes[(int)file.DataSetOffset..]);
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

        Assert.Equal((instance.SopClass, instance.Sop.Uid, 0L), (file.SopClass, file.SopInstance, file.DataSetOffset));
    }

    [Fact]
    public void File_meta_information_may_be_long()
    {
        var instance = TestData.Ct();
        var prefix = Part10File.Read(instance.ToFile(TransferSyntax.ExplicitVrLittleEndian)).Meta;
        prefix.SetString(Tags.PrivateInformationCreatorUID, "1.2.3").Set(Tags.PrivateInformation, Vr.OB, new byte[2_000_000]);

        var file = Inspect([.. new byte[128], .. "DICM"u8, .. DataSetWriter.ToArray(prefix, TransferSyntax.ExplicitVrLittleEndian), .. instance.Encode(TransferSyntax.ExplicitVrLittleEndian)])!;

        Assert.Equal(instance.Sop.Uid, file.SopInstance);
        Assert.True(file.DataSetOffset > 2_000_000);
    }

    [Fact]
    public void A_DICOMDIR_is_no_object() => Assert.Equal(
        SendOutcome.Directory,
        InspectBytes(Part10.CreatePrefix(SopClasses.MediaStorageDirectoryStorage, TestData.NewUid(), TransferSyntax.ExplicitVrLittleEndian)).Outcome);

    [Theory]
    [InlineData("")]
    [InlineData("This is a text and no DICOM file, although it lies among them.")]
    public void Anything_else_is_no_DICOM_file(string text) => Assert.Equal(SendOutcome.NoDicom, InspectBytes(Encoding.ASCII.GetBytes(text)).Outcome);

    [Fact]
    public void What_names_no_object_cannot_be_sent_and_says_so()
    {
        var instance = TestData.Ct();
        var withoutClass = DataSetReader.Read(instance.Encode(TransferSyntax.ExplicitVrLittleEndian), TransferSyntax.ExplicitVrLittleEndian);
        withoutClass.Remove(Tags.SOPClassUID);

        AssertFailed("SOP Class UID (0008,0016) is missing", DataSetWriter.ToArray(withoutClass, TransferSyntax.ExplicitVrLittleEndian));
        AssertFailed("SOP Class UID (0008,0016) is missing", DataSetWriter.ToArray(new DataSet().SetString(Tags.PatientName, "Invented^Case"), TransferSyntax.ExplicitVrLittleEndian));
    }

    [Fact]
    public void A_UID_that_no_message_can_carry_is_named()
    {
        var instance = TestData.Ct();
        instance.DataSet.Set(Tags.SOPInstanceUID, Vr.UI, Encoding.ASCII.GetBytes("1." + new string('2', 64)));
        AssertFailed("SOP Instance UID (0008,0018) has 66 characters, which no message can carry: at most 64", instance.Encode(TransferSyntax.ExplicitVrLittleEndian));

        instance.DataSet.Set(Tags.SOPInstanceUID, Vr.UI, "1.2/3"u8.ToArray());
        AssertFailed("SOP Instance UID (0008,0018) is no UID: '1.2/3'", instance.Encode(TransferSyntax.ExplicitVrLittleEndian));
    }

    [Fact]
    public void A_transfer_syntax_that_is_not_known_is_named()
    {
        var bytes = TestData.Ct().ToFile(TransferSyntax.Jpeg2000Lossless);
        "1.2.840.10008.1.2.4.99"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("1.2.840.10008.1.2.4.90"u8)));

        AssertFailed("Transfer Syntax UID (0002,0010) '1.2.840.10008.1.2.4.99' names no transfer syntax that is known", bytes);
    }

    [Fact]
    public void A_file_that_is_gone_or_may_not_be_read_has_failed()
    {
        Assert.Equal((SendOutcome.Failed, "No such file or directory"), (FileInspector.Inspect(_folder["none"]).Outcome, FileInspector.Inspect(_folder["none"]).Reason));
        Assert.Equal("It is a folder", FileInspector.Inspect(_folder.Path).Reason);
    }

    private void AssertFailed(string reason, byte[] bytes)
    {
        var inspection = InspectBytes(bytes);
        Assert.Equal((SendOutcome.Failed, reason), (inspection.Outcome, inspection.Reason));
    }

    private OutgoingFile? Inspect(byte[] bytes) => InspectBytes(bytes).File;

    private Inspection InspectBytes(byte[] bytes)
    {
        File.WriteAllBytes(_folder["file"], bytes);
        return FileInspector.Inspect(_folder["file"]);
    }
}
