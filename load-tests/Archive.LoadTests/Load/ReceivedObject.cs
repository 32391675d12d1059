using System.Buffers;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Load;

/// <summary>Compares an object that comes back with what was sent, while it comes: no object is too large.</summary>
internal static class ReceivedObject
{
    private const int ReadBytes = 128 * 1024;

    /// <summary>Objects up to this length that come in other bytes are compared by their elements; longer ones count as damaged.</summary>
    private const int MaxParsedBytes = 256 * 1024 * 1024;

    public static async ValueTask<bool> IsIntactAsync(ReadOnlySequence<byte> sent, Stream received, TransferSyntax transferSyntax, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            var position = 0L;
            while (await received.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                if (count > sent.Length - position || !IsSame(sent.Slice(position, count), buffer.AsSpan(0, count)))
                    return await HasSameElementsAsync(sent, position, buffer.AsMemory(0, count), received, transferSyntax, cancellationToken).ConfigureAwait(false);
                position += count;
            }

            return position == sent.Length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsSame(ReadOnlySequence<byte> sent, ReadOnlySpan<byte> received)
    {
        foreach (var piece in sent)
        {
            if (!received.StartsWith(piece.Span))
                return false;
            received = received[piece.Length..];
        }

        return true;
    }

    /// <param name="same">Bytes that came already and were those that were sent.</param>
    /// <param name="first">The first that were others.</param>
    private static async ValueTask<bool> HasSameElementsAsync(
        ReadOnlySequence<byte> sent, long same, ReadOnlyMemory<byte> first, Stream rest, TransferSyntax transferSyntax, CancellationToken cancellationToken)
    {
        if (sent.Length > MaxParsedBytes)
            return false;
        using var whole = new MemoryStream();
        whole.Write(sent.Slice(0, same).ToArray());
        whole.Write(first.Span);
        await rest.CopyToAsync(whole, cancellationToken).ConfigureAwait(false);
        try
        {
            return Contains(DataSetReader.Read(whole.ToArray(), transferSyntax), DataSetReader.Read(sent.ToArray(), transferSyntax));
        }
        catch (DicomFormatException)
        {
            return false;
        }
    }

    /// <summary>Every element that was sent came back with its value; what a target adds is its own.</summary>
    private static bool Contains(DataSet received, DataSet sent)
    {
        foreach (var element in sent)
        {
            if (!received.TryGet(element.Tag, out var other)
                || !element.Value.Span.SequenceEqual(other.Value.Span)
                || element.Items.Count != other.Items.Count
                || element.Fragments.Count != other.Fragments.Count
                || !element.Items.Zip(other.Items).All(pair => Contains(pair.Second, pair.First))
                || !element.Fragments.Zip(other.Fragments).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span)))
                return false;
        }

        return true;
    }
}
