using System.Buffers;
using System.Buffers.Binary;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Tests.Dimse;

public sealed class CommandSetTests
{
    private static readonly Uid Verification = new("1.2.840.10008.1.1");
    private static readonly Uid CtImageStorage = new("1.2.840.10008.5.1.4.1.1.2");
    private static readonly Uid StudyRootFind = new("1.2.840.10008.5.1.4.1.2.2.1");
    private static readonly Uid StudyRootMove = new("1.2.840.10008.5.1.4.1.2.2.2");
    private static readonly Uid StudyRootGet = new("1.2.840.10008.5.1.4.1.2.2.3");
    private static readonly Uid StorageCommitment = new("1.2.840.10008.1.20.1");
    private static readonly Uid StorageCommitmentInstance = new("1.2.840.10008.1.20.1.1");
    private static readonly Uid PerformedProcedureStep = new("1.2.840.10008.3.1.2.3.3");
    private static readonly Uid Printer = new("1.2.840.10008.5.1.1.16");
    private static readonly Uid Instance = new("1.2.3.4.5.6");

    private static readonly Dictionary<string, (string Bytes, CommandSet Command)> Golden = new(StringComparer.Ordinal)
    {
        ["C-ECHO-RQ"] = (GoldenCommands.CEchoRequest, new CEchoRequest { MessageId = 1, AffectedSopClassUid = Verification }),
        ["C-ECHO-RSP"] = (GoldenCommands.CEchoResponse, new CEchoResponse { AffectedSopClassUid = Verification, MessageIdBeingRespondedTo = 1, Status = DimseStatus.Success }),
        ["C-STORE-RQ"] = (GoldenCommands.CStoreRequest, new CStoreRequest
        {
            MessageId = 7,
            AffectedSopClassUid = CtImageStorage,
            AffectedSopInstanceUid = Instance,
            Priority = Priority.Low,
            MoveOriginatorApplicationEntityTitle = "MOVER",
            MoveOriginatorMessageId = 513,
        }),
        ["C-STORE-RSP"] = (GoldenCommands.CStoreResponse, new CStoreResponse
        {
            AffectedSopClassUid = CtImageStorage,
            AffectedSopInstanceUid = Instance,
            MessageIdBeingRespondedTo = 7,
            Status = DimseStatus.DataSetDoesNotMatchSopClass,
            OffendingElements = [new Tag(0x00080018), new Tag(0x0020000D)],
            ErrorComment = "UIDs differ",
            ErrorId = 5,
        }),
        ["C-FIND-RQ"] = (GoldenCommands.CFindRequest, new CFindRequest { MessageId = 8, AffectedSopClassUid = StudyRootFind }),
        ["C-FIND-RSP"] = (GoldenCommands.CFindResponse, new CFindResponse { AffectedSopClassUid = StudyRootFind, MessageIdBeingRespondedTo = 8, Status = DimseStatus.Pending, HasDataSet = true }),
        ["C-GET-RQ"] = (GoldenCommands.CGetRequest, new CGetRequest { MessageId = 9, AffectedSopClassUid = StudyRootGet, Priority = Priority.High }),
        ["C-GET-RSP"] = (GoldenCommands.CGetResponse, new CGetResponse
        {
            AffectedSopClassUid = StudyRootGet,
            MessageIdBeingRespondedTo = 9,
            Status = DimseStatus.Pending,
            NumberOfRemainingSuboperations = 3,
            NumberOfCompletedSuboperations = 2,
            NumberOfFailedSuboperations = 1,
            NumberOfWarningSuboperations = 4,
        }),
        ["C-MOVE-RQ"] = (GoldenCommands.CMoveRequest, new CMoveRequest { MessageId = 10, AffectedSopClassUid = StudyRootMove, MoveDestination = "WORKSTATION" }),
        ["C-MOVE-RSP"] = (GoldenCommands.CMoveResponse, new CMoveResponse
        {
            AffectedSopClassUid = StudyRootMove,
            MessageIdBeingRespondedTo = 10,
            Status = new DimseStatus(0xB000),
            NumberOfCompletedSuboperations = 500,
            NumberOfFailedSuboperations = 2,
            NumberOfWarningSuboperations = 1,
        }),
        ["C-CANCEL-RQ"] = (GoldenCommands.CCancelRequest, new CCancelRequest { MessageIdBeingRespondedTo = 8 }),
        ["N-EVENT-REPORT-RQ"] = (GoldenCommands.NEventReportRequest, new NEventReportRequest { MessageId = 11, AffectedSopClassUid = StorageCommitment, AffectedSopInstanceUid = StorageCommitmentInstance, EventTypeId = 1, HasDataSet = true }),
        ["N-EVENT-REPORT-RSP"] = (GoldenCommands.NEventReportResponse, new NEventReportResponse { AffectedSopClassUid = StorageCommitment, AffectedSopInstanceUid = StorageCommitmentInstance, MessageIdBeingRespondedTo = 11, Status = DimseStatus.Success, EventTypeId = 1 }),
        ["N-GET-RQ"] = (GoldenCommands.NGetRequest, new NGetRequest { MessageId = 12, RequestedSopClassUid = Printer, RequestedSopInstanceUid = Instance, AttributeIdentifierList = [new Tag(0x21100010), new Tag(0x21100020)] }),
        ["N-GET-RSP"] = (GoldenCommands.NGetResponse, new NGetResponse { AffectedSopClassUid = Printer, AffectedSopInstanceUid = Instance, MessageIdBeingRespondedTo = 12, Status = DimseStatus.Success, HasDataSet = true }),
        ["N-SET-RQ"] = (GoldenCommands.NSetRequest, new NSetRequest { MessageId = 13, RequestedSopClassUid = PerformedProcedureStep, RequestedSopInstanceUid = Instance }),
        ["N-SET-RSP"] = (GoldenCommands.NSetResponse, new NSetResponse { AffectedSopClassUid = PerformedProcedureStep, AffectedSopInstanceUid = Instance, MessageIdBeingRespondedTo = 13, Status = DimseStatus.ProcessingFailure, ErrorId = 0xA710 }),
        ["N-ACTION-RQ"] = (GoldenCommands.NActionRequest, new NActionRequest { MessageId = 14, RequestedSopClassUid = StorageCommitment, RequestedSopInstanceUid = StorageCommitmentInstance, ActionTypeId = 1, HasDataSet = true }),
        ["N-ACTION-RSP"] = (GoldenCommands.NActionResponse, new NActionResponse { AffectedSopClassUid = StorageCommitment, AffectedSopInstanceUid = StorageCommitmentInstance, MessageIdBeingRespondedTo = 14, Status = DimseStatus.Success, ActionTypeId = 1 }),
        ["N-CREATE-RQ"] = (GoldenCommands.NCreateRequest, new NCreateRequest { MessageId = 15, AffectedSopClassUid = PerformedProcedureStep, AffectedSopInstanceUid = Instance, HasDataSet = true }),
        ["N-CREATE-RSP"] = (GoldenCommands.NCreateResponse, new NCreateResponse { AffectedSopClassUid = PerformedProcedureStep, AffectedSopInstanceUid = Instance, MessageIdBeingRespondedTo = 15, Status = DimseStatus.DuplicateSopInstance }),
        ["N-DELETE-RQ"] = (GoldenCommands.NDeleteRequest, new NDeleteRequest { MessageId = 16, RequestedSopClassUid = Printer, RequestedSopInstanceUid = Instance }),
        ["N-DELETE-RSP"] = (GoldenCommands.NDeleteResponse, new NDeleteResponse { AffectedSopClassUid = Printer, AffectedSopInstanceUid = Instance, MessageIdBeingRespondedTo = 16, Status = DimseStatus.Success }),
    };

    public static TheoryData<string> GoldenNames => new(Golden.Keys);

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void Command_encodes_to_its_golden_bytes(string name) =>
        Assert.Equal(Bytes(Golden[name].Bytes), Encode(Golden[name].Command));

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void Golden_bytes_parse_to_their_command(string name) =>
        Assert.Equivalent(Golden[name].Command, CommandSet.Parse(Bytes(Golden[name].Bytes)), strict: true);

    [Fact]
    public void Every_command_field_has_golden_bytes() =>
        Assert.Equal(Enum.GetValues<CommandField>().Order(), Golden.Values.Select(g => g.Command.Field).Order());

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void Command_cut_at_any_byte_is_refused_or_lacks_only_optional_fields(string name)
    {
        var bytes = Bytes(Golden[name].Bytes);
        for (var length = 0; length < bytes.Length; length++)
        {
            CommandSet? parsed = null;
            var error = Record.Exception(() => parsed = CommandSet.Parse(bytes.AsSpan(0, length)));
            if (error is null)
                Assert.Equal(Golden[name].Command.Field, parsed!.Field);
            else
                Assert.IsType<CommandFormatException>(error);
        }
    }

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void A_request_is_answered_by_its_own_response(string name)
    {
        if (Golden[name].Command is not DimseRequest request)
            return;
        var response = request.Respond(DimseStatus.ProcessingFailure, "no luck");

        Assert.Equal((CommandField)((ushort)request.Field | 0x8000), response.Field);
        Assert.Equal(request.MessageId, response.MessageIdBeingRespondedTo);
        Assert.Equal(request.SopClassUid, response.AffectedSopClassUid);
        Assert.Equal(DimseStatus.ProcessingFailure, response.Status);
        Assert.Equal("no luck", response.ErrorComment);
        Assert.False(response.HasDataSet);
        Assert.Equivalent(response, CommandSet.Parse(Encode(response)), strict: true);
    }

    [Fact]
    public void An_unknown_request_can_be_answered_as_unrecognized()
    {
        var bytes = Bytes(GoldenCommands.CEchoRequest);
        SetUInt16(bytes, 0x0100, 0x0042);

        var request = Assert.IsType<UnrecognizedRequest>(CommandSet.Parse(bytes));
        var response = Encode(request.Respond(DimseStatus.UnrecognizedOperation));

        Assert.Equal(bytes, Encode(request));
        SetUInt16(bytes = Bytes(GoldenCommands.CEchoResponse), 0x0100, 0x8042);
        SetUInt16(bytes, 0x0900, 0x0211);
        Assert.Equal(bytes, response);
    }

    [Fact]
    public void An_unknown_response_is_refused()
    {
        var bytes = Bytes(GoldenCommands.CEchoResponse);
        SetUInt16(bytes, 0x0100, 0x8042);
        Assert.Throws<CommandFormatException>(() => CommandSet.Parse(bytes));
    }

    [Theory]
    [InlineData("CommandField", 0x0100)]
    [InlineData("MessageID", 0x0110)]
    [InlineData("CommandDataSetType", 0x0800)]
    public void A_request_without_a_field_that_an_answer_needs_is_refused(string name, int element)
    {
        var error = Assert.Throws<CommandFormatException>(() => CommandSet.Parse(Without((ushort)element, Bytes(GoldenCommands.CStoreRequest))));
        Assert.True(error.Message.Contains($"(0000,{element:X4})", StringComparison.Ordinal), name);
    }

    [Fact]
    public void A_response_without_status_is_refused() =>
        Assert.Throws<CommandFormatException>(() => CommandSet.Parse(Without(0x0900, Bytes(GoldenCommands.CStoreResponse))));

    [Fact]
    public void Missing_uids_and_options_are_left_to_the_service()
    {
        var bytes = Without(0x0002, Without(0x0700, Without(0x1000, Bytes(GoldenCommands.CStoreRequest))));

        var request = Assert.IsType<CStoreRequest>(CommandSet.Parse(bytes));

        Assert.True(request.AffectedSopClassUid.IsEmpty);
        Assert.True(request.AffectedSopInstanceUid.IsEmpty);
        Assert.Equal(Priority.Medium, request.Priority);
        Assert.Equal(513, request.MoveOriginatorMessageId!.Value);
    }

    [Fact]
    public void A_malformed_uid_reads_as_none()
    {
        var bytes = Bytes(GoldenCommands.CStoreRequest);
        bytes[bytes.AsSpan().IndexOf("1.2.3.4.5.6"u8)] = (byte)'/';
        Assert.True(((CStoreRequest)CommandSet.Parse(bytes)).AffectedSopInstanceUid.IsEmpty);
    }

    [Fact]
    public void A_wrong_group_length_and_retired_or_unknown_fields_are_passed_over()
    {
        byte[] bytes = [.. Bytes(GoldenCommands.CEchoRequest), .. Element(0x5180, "3 "u8), .. Element(0xFFF0, [])];
        bytes[8] = 0xFF;
        Assert.Equivalent(Golden["C-ECHO-RQ"].Command, CommandSet.Parse(bytes), strict: true);
    }

    [Fact]
    public void The_order_of_fields_does_not_matter()
    {
        byte[] bytes = [.. Element(0x0800, [1, 1]), .. Element(0x0110, [1, 0]), .. Element(0x0100, [0x30, 0]), .. Element(0x0002, "1.2.840.10008.1.1\0"u8)];
        Assert.Equivalent(Golden["C-ECHO-RQ"].Command, CommandSet.Parse(bytes), strict: true);
    }

    [Theory]
    [InlineData("08001800 04000000 00000000", "(0008,0018) at offset 0 is no element of a command set.")]
    [InlineData("00000001 FFFFFFFF 0100", "(0000,0100) at offset 0 claims 4294967295 bytes, 2 follow.")]
    [InlineData("00000001 FFFFFF7F 0100", "(0000,0100) at offset 0 claims 2147483647 bytes, 2 follow.")]
    [InlineData("00000001 02000000 3000 000010", "The command set ends within the element header at offset 10.")]
    [InlineData("", "The command set has no (0000,0100).")]
    public void A_malformed_command_set_is_refused_with_the_place(string hex, string message) =>
        Assert.Equal(message, Assert.Throws<CommandFormatException>(() => CommandSet.Parse(Bytes(hex))).Message);

    [Fact]
    public void An_error_comment_is_cut_to_64_plain_characters()
    {
        var response = new CEchoResponse { MessageIdBeingRespondedTo = 1, Status = DimseStatus.CannotUnderstand, ErrorComment = @"Größe\of " + new string('x', 100) };
        Assert.Equal("Gr??e?of " + new string('x', 55), ((CEchoResponse)CommandSet.Parse(Encode(response))).ErrorComment);
    }

    [Fact]
    public void The_bound_holds_for_every_field_at_its_longest()
    {
        var uid = new Uid(new string('1', Uid.MaxLength));
        var response = new NEventReportResponse
        {
            AffectedSopClassUid = uid,
            AffectedSopInstanceUid = uid,
            MessageIdBeingRespondedTo = 1,
            Status = DimseStatus.ProcessingFailure,
            OffendingElements = [.. Enumerable.Range(0, 1000).Select(i => new Tag(8, (ushort)i))],
            ErrorComment = new string('x', 200),
            ErrorId = 1,
            EventTypeId = 1,
        };
        Assert.Equivalent(response with { ErrorComment = new string('x', 64) }, CommandSet.Parse(Encode(response)), strict: true);
    }

    [Fact]
    public void A_destination_below_the_bound_is_refused() =>
        Assert.Throws<ArgumentException>(() => Golden["C-ECHO-RQ"].Command.WriteTo(new byte[100]));

    internal static byte[] Bytes(string annotatedHex) =>
        Convert.FromHexString(string.Concat(annotatedHex.Split('\n').Select(line => line.Split("//")[0].Replace(" ", "", StringComparison.Ordinal).Trim())));

    internal static byte[] Encode(CommandSet command)
    {
        var buffer = new ArrayBufferWriter<byte>();
        command.WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Element(ushort element, ReadOnlySpan<byte> value)
    {
        var bytes = new byte[8 + value.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), element);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), value.Length);
        value.CopyTo(bytes.AsSpan(8));
        return bytes;
    }

    private static byte[] Without(ushort element, byte[] bytes)
    {
        var (start, length) = Find(element, bytes);
        return [.. bytes.AsSpan(0, start), .. bytes.AsSpan(start + length)];
    }

    private static void SetUInt16(byte[] bytes, ushort element, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Find(element, bytes).Start + 8), value);

    private static (int Start, int Length) Find(ushort element, byte[] bytes)
    {
        var start = 0;
        while (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(start + 2)) != element)
            start += 8 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(start + 4));
        return (start, 8 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(start + 4)));
    }
}
