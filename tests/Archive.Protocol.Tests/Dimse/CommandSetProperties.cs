using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Protocol.Tests.Dimse;

public sealed class CommandSetProperties
{
    private static readonly Gen<ushort> Numbers = Gen.Choose(0, ushort.MaxValue).Select(n => (ushort)n);
    private static readonly Gen<ushort?> Options = Gen.Frequency((1, Gen.Constant((ushort?)null)), (2, Numbers.Select(n => (ushort?)n)));
    private static readonly Gen<bool> Flags = Gen.Elements(false, true);
    private static readonly Gen<Uid> Uids = Gen.Choose(0, 999).ArrayOf().Resize(15).Select(parts => new Uid(string.Join('.', [2, .. parts])));
    private static readonly Gen<string?> Titles = Gen.Elements<string?>(null, "A", "MODALITY 1", "SIXTEEN_LETTERS_");
    private static readonly Gen<string?> Comments = Gen.Elements<string?>(null, "x", "It was this", new string('y', 64));
    private static readonly Gen<Tag[]> Tags = Numbers.Two().Select(n => new Tag(n.Item1, n.Item2)).ArrayOf().Resize(40);

    private static readonly Gen<CommandSet> Requests =
        from classUid in Uids
        from instanceUid in Uids
        from id in Numbers
        from priority in Gen.Elements(Enum.GetValues<Priority>())
        from title in Titles
        from option in Options
        from tags in Tags
        from hasDataSet in Flags
        from command in Gen.Elements<CommandSet>(
            new CEchoRequest { MessageId = id, AffectedSopClassUid = classUid },
            new CStoreRequest { MessageId = id, AffectedSopClassUid = classUid, AffectedSopInstanceUid = instanceUid, Priority = priority, MoveOriginatorApplicationEntityTitle = title, MoveOriginatorMessageId = option },
            new CFindRequest { MessageId = id, AffectedSopClassUid = classUid, Priority = priority },
            new CGetRequest { MessageId = id, AffectedSopClassUid = classUid, Priority = priority },
            new CMoveRequest { MessageId = id, AffectedSopClassUid = classUid, Priority = priority, MoveDestination = title ?? "X" },
            new CCancelRequest { MessageIdBeingRespondedTo = id },
            new NEventReportRequest { MessageId = id, AffectedSopClassUid = classUid, AffectedSopInstanceUid = instanceUid, EventTypeId = option },
            new NGetRequest { MessageId = id, RequestedSopClassUid = classUid, RequestedSopInstanceUid = instanceUid, AttributeIdentifierList = tags },
            new NSetRequest { MessageId = id, RequestedSopClassUid = classUid, RequestedSopInstanceUid = instanceUid },
            new NActionRequest { MessageId = id, RequestedSopClassUid = classUid, RequestedSopInstanceUid = instanceUid, ActionTypeId = option },
            new NCreateRequest { MessageId = id, AffectedSopClassUid = classUid, AffectedSopInstanceUid = instanceUid },
            new NDeleteRequest { MessageId = id, RequestedSopClassUid = classUid, RequestedSopInstanceUid = instanceUid })
        select command with { HasDataSet = hasDataSet };

    private static readonly Gen<CommandSet> Responses =
        from request in Requests.Where(r => r is DimseRequest)
        from status in Numbers
        from comment in Comments
        from errorId in Options
        from tags in Tags
        from hasDataSet in Flags
        let response = ((DimseRequest)request).Respond(new DimseStatus(status), comment)
        from counts in Options.Four()
        select response is RetrieveResponse retrieve
            ? retrieve with
            {
                OffendingElements = tags,
                NumberOfRemainingSuboperations = counts.Item1,
                NumberOfCompletedSuboperations = counts.Item2,
                NumberOfFailedSuboperations = counts.Item3,
                NumberOfWarningSuboperations = counts.Item4,
            }
            : (CommandSet)(response with { OffendingElements = tags, ErrorId = errorId, HasDataSet = hasDataSet });

    private static readonly Arbitrary<CommandSet> Commands = Gen.OneOf(Requests, Responses).ToArbitrary();

    [Fact]
    public void Any_command_written_parses_back_equal() =>
        Prop.ForAll(Commands, command => Assert.Equivalent(command, CommandSet.Parse(CommandSetTests.Encode(command)), strict: true))
            .AssertHolds();

    [Fact]
    public void A_damaged_command_parses_or_is_refused_and_does_nothing_else() =>
        Prop.ForAll(Commands, Numbers.Two().ArrayOf().Resize(8).ToArbitrary(), (command, damage) =>
        {
            var bytes = CommandSetTests.Encode(command);
            foreach (var (place, value) in damage)
                bytes[place % bytes.Length] = (byte)value;
            var error = Record.Exception(() => CommandSetTests.Encode(CommandSet.Parse(bytes)));
            Assert.True(error is null or CommandFormatException, error?.ToString());
        }).AssertHolds();
}
