using System.Buffers;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Protocol.Tests.Pdu;

public sealed class PduProperties
{
    private static readonly Gen<byte[]> Bytes = Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf();
    private static readonly Gen<bool> Flags = Gen.Elements(false, true);
    private static readonly Gen<ushort> Numbers = Gen.Choose(0, ushort.MaxValue).Select(n => (ushort)n);
    private static readonly Gen<Uid> Uids = Gen.Choose(0, 999).ArrayOf().Resize(15).Select(parts => new Uid(string.Join('.', [2, .. parts])));
    private static readonly Gen<AeTitle> Titles = Gen.Elements("A", "CT 1", "SIXTEEN_LETTERS_", "a(b)").Select(title => new AeTitle(title));

    private static readonly Gen<UserInformation> Information =
        from maximum in Gen.Elements<uint?>(null, 0, 8, 16384, uint.MaxValue)
        from uid in Uids
        from version in Gen.Elements(null, "X", "SIXTEEN_LETTERS_")
        from window in Numbers.Two()
        from hasWindow in Flags
        from roles in (from sopClass in Uids from roles in Flags.Two() select new RoleSelection(sopClass, roles.Item1, roles.Item2)).ListOf()
        from extended in (from sopClass in Uids from bytes in Bytes select new SopClassExtendedNegotiation(sopClass, bytes)).ListOf()
        from common in (from uids in Uids.Two() from related in Uids.ListOf() select new SopClassCommonExtendedNegotiation(uids.Item1, uids.Item2, [.. related])).ListOf()
        from identity in (from type in Gen.Elements(Enum.GetValues<UserIdentityType>()) from flag in Flags from fields in Bytes.Two() select new UserIdentityRequest(type, flag, fields.Item1, fields.Item2)).OrNull()
        from response in Bytes.Select(bytes => new UserIdentityResponse(bytes)).OrNull()
        select new UserInformation
        {
            MaximumLength = maximum,
            ImplementationClassUid = uid,
            ImplementationVersionName = version,
            AsyncOperationsWindow = hasWindow ? new AsyncOperationsWindow(window.Item1, window.Item2) : null,
            RoleSelections = [.. roles],
            ExtendedNegotiations = [.. extended],
            CommonExtendedNegotiations = [.. common],
            UserIdentityRequest = identity,
            UserIdentityResponse = response,
        };

    private static readonly Gen<ProtocolDataUnit> Requests =
        from titles in Titles.Two()
        from version in Numbers
        from context in Uids
        from syntaxes in (from abstractSyntax in Uids from transferSyntaxes in Uids.ListOf() select (abstractSyntax, transferSyntaxes)).ListOf()
        from information in Information
        select (ProtocolDataUnit)new AAssociateRq
        {
            CalledAeTitle = titles.Item1,
            CallingAeTitle = titles.Item2,
            ProtocolVersion = version,
            ApplicationContext = context,
            PresentationContexts = [.. syntaxes.Take(128).Select((pair, i) => new ProposedPresentationContext((byte)((2 * i) + 1), pair.abstractSyntax, [.. pair.transferSyntaxes]))],
            UserInformation = information,
        };

    private static readonly Gen<ProtocolDataUnit> Acceptances =
        from titles in Titles.Two()
        from answers in (from result in Gen.Elements(Enum.GetValues<ContextResult>()) from uid in Uids select (result, uid)).ListOf()
        from information in Information
        select (ProtocolDataUnit)new AAssociateAc
        {
            CalledAeTitle = titles.Item1,
            CallingAeTitle = titles.Item2,
            PresentationContexts = [.. answers.Take(128).Select((pair, i) => new PresentationContextAnswer((byte)((2 * i) + 1), pair.result, pair.uid))],
            UserInformation = information,
        };

    private static readonly Gen<ProtocolDataUnit> Others = Gen.OneOf(
        from result in Gen.Elements(Enum.GetValues<RejectResult>()) from reason in Numbers select (ProtocolDataUnit)new AAssociateRj(result, (RejectReason)reason),
        from source in Gen.Elements(Enum.GetValues<AbortSource>()) from reason in Gen.Elements(Enum.GetValues<AbortReason>()) select (ProtocolDataUnit)new AAbort(source, reason),
        Gen.Elements<ProtocolDataUnit>(AReleaseRq.Instance, AReleaseRp.Instance));

    private static readonly Gen<int[]> Pieces = Gen.Choose(1, 40).NonEmptyListOf().Select(lengths => lengths.ToArray());

    private static readonly Gen<Message> Messages =
        from contextId in Gen.Choose(0, 127).Select(n => (byte)((2 * n) + 1))
        from command in Bytes.Where(bytes => bytes.Length % 2 == 0)
        from dataSet in Bytes
        from maximum in Gen.Choose(8, 60)
        select new Message(contextId, command, dataSet, (uint)maximum);

    [Fact]
    public void Pdu_reads_back_equal_however_it_is_cut() => Prop.ForAll(
        (from pdu in Gen.OneOf(Requests, Acceptances, Others) from pieces in Pieces select (pdu, pieces)).ToArbitrary(),
        input =>
        {
            var bytes = input.pdu.ToArray();
            var read = PduReading.InPieces(bytes, input.pieces).ReadAsync().AsTask().GetAwaiter().GetResult();
            return read.Type == input.pdu.Type && bytes.AsSpan().SequenceEqual(read.Pdu!.ToArray());
        }).AssertHolds();

    [Fact]
    public void Messages_read_back_equal_however_they_are_cut() => Prop.ForAll(
        (from messages in Messages.NonEmptyListOf() from pieces in Pieces select (messages, pieces)).ToArbitrary(),
        input =>
        {
            var output = new MemoryStream();
            var writer = new PduWriter(output, 256);
            foreach (var message in input.messages)
            {
                writer.MaximumLength = message.MaximumLength;
                writer.WriteMessageAsync(message.ContextId, message.Command, new ReadOnlySequence<byte>(message.DataSet)).AsTask().GetAwaiter().GetResult();
            }

            var reader = PduReading.InPieces(output.ToArray(), input.pieces);
            return input.messages.All(message =>
            {
                var (command, dataSet) = PduReading.ReadMessageAsync(reader).GetAwaiter().GetResult();
                return command.AsSpan().SequenceEqual(message.Command) && dataSet.AsSpan().SequenceEqual(message.DataSet);
            });
        }).AssertHolds();

    [Fact]
    public void Any_bytes_give_pdus_or_an_abort() => Prop.ForAll(
        (from type in Gen.Choose(1, 7) from body in Bytes from pieces in Pieces select (type, body, pieces)).ToArbitrary(),
        input =>
        {
            byte[] bytes = [(byte)input.type, 0, 0, 0, 0, (byte)input.body.Length, .. input.body];
            var reader = PduReading.InPieces(bytes, input.pieces);
            try
            {
                while (!reader.ReadAsync().AsTask().GetAwaiter().GetResult().IsEnd)
                {
                }
            }
            catch (PduException)
            {
            }
        }).AssertHolds();

    [Fact]
    public void Any_change_of_a_request_gives_a_request_or_an_abort() => Prop.ForAll(
        (from pdu in Requests from offset in Gen.Choose(0, int.MaxValue) from value in Gen.Choose(0, 255) select (pdu, offset, value)).ToArbitrary(),
        input =>
        {
            var bytes = input.pdu.ToArray();
            bytes[input.offset % bytes.Length] = (byte)input.value;
            try
            {
                PduReading.Over(bytes).ReadAsync().AsTask().GetAwaiter().GetResult();
            }
            catch (PduException)
            {
            }
        }).AssertHolds();

    private sealed record Message(byte ContextId, byte[] Command, byte[] DataSet, uint MaximumLength);
}
