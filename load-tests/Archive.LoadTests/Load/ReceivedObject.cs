using System.Buffers;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Load;

/// <summary>Compares an object that comes back with what was sent, while it comes: no object is too large.</summary>
internal static class ReceivedObject
{
    private const int ReadBytes = 128 * 1024;

    private static ReadOnlySpan<byte> Padding => " \0"u8;

    /// <summary>Objects up to this length that come in other bytes are compared by their elements; longer ones count as damaged.</summary>
    private const int MaxParsedBytes = 256 * 1024 * 1024;

    /// <summary>What is not as it was sent; null when all is.</summary>
    public static async ValueTask<string?> FindDamageAsync(ReadOnlySequence<byte> sent, Stream received, TransferSyntax transferSyntax, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            var position = 0L;
            while (await received.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                if (count > sent.Length - position || !IsSame(sent.Slice(position, count), buffer.AsSpan(0, count)))
                    return await CompareElementsAsync(sent, position, buffer.AsMemory(0, count), received, transferSyntax, cancellationToken).ConfigureAwait(false);
                position += count;
            }

            return position == sent.Length ? null : $"it ends after {position} of {sent.Length} bytes";
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
    private static async ValueTask<string?> CompareElementsAsync(
        ReadOnlySequence<byte> sent, long same, ReadOnlyMemory<byte> first, Stream rest, TransferSyntax transferSyntax, CancellationToken cancellationToken)
    {
        if (sent.Length > MaxParsedBytes)
            return "its bytes are others, and it is too long to be compared by its elements";
        using var whole = new MemoryStream();
        whole.Write(sent.Slice(0, same).ToArray());
        whole.Write(first.Span);
        await rest.CopyToAsync(whole, cancellationToken).ConfigureAwait(false);
        try
        {
            return FindDifference(DataSetReader.Read(whole.ToArray(), transferSyntax), DataSetReader.Read(sent.ToArray(), transferSyntax));
        }
        catch (DicomFormatException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>Every element that was sent is to come back with its value; what a target adds is its own.</summary>
    private static string? FindDifference(DataSet received, DataSet sent)
    {
        foreach (var element in sent)
        {
            if (!received.TryGet(element.Tag, out var other))
                return $"{element.Tag} is missing";
            if (!IsSameValue(element, other)
                || element.Items.Count != other.Items.Count
                || element.Fragments.Count != other.Fragments.Count
                || !element.Fragments.Zip(other.Fragments).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span)))
                return $"{element.Tag} has another value";
            for (var i = 0; i < element.Items.Count; i++)
            {
                if (FindDifference(other.Items[i], element.Items[i]) is { } difference)
                    return $"{element.Tag}, item {i + 1}: {difference}";
            }
        }

        return null;
    }

    /// <summary>Padding means nothing (PS3.5 6.2), and some targets pad anew.</summary>
    private static bool IsSameValue(Element sent, Element received) =>
        sent.Value.Span.SequenceEqual(received.Value.Span)
        || (sent.Vr is not (Vr.OB or Vr.OW or Vr.UN) && sent.Value.Span.TrimEnd(Padding).SequenceEqual(received.Value.Span.TrimEnd(Padding)));
}
