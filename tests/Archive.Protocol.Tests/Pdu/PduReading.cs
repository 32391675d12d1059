using System.Buffers;
using System.IO.Pipelines;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Tests.Pdu;

/// <summary>Readers over bytes that arrive in pieces.</summary>
internal static class PduReading
{
    public static PduReader Over(byte[] bytes, PduLimits? limits = null) =>
        new(PipeReader.Create(new ReadOnlySequence<byte>(bytes)), limits ?? new PduLimits());

    /// <summary>A reader whose reads give so many bytes one after the other, the last number again and again.</summary>
    public static PduReader InPieces(byte[] bytes, params int[] lengths) =>
        new(PipeReader.Create(new PieceStream(bytes, lengths), new StreamPipeReaderOptions(bufferSize: 64, minimumReadSize: 1)), new PduLimits { MaxPDataBytes = 0 });

    /// <summary>Reads a command set and the data set that follows it.</summary>
    public static async Task<(byte[] Command, byte[] DataSet)> ReadMessageAsync(PduReader reader) =>
        (await ReadPartAsync(reader, isCommand: true), await ReadPartAsync(reader, isCommand: false));

    public static async Task<byte[]> ReadPartAsync(PduReader reader, bool isCommand)
    {
        var bytes = new MemoryStream();
        while (true)
        {
            var read = await reader.ReadAsync();
            Assert.Equal(PduType.PDataTf, read.Type);
            Assert.Equal(isCommand, read.Slice.IsCommand);
            foreach (var segment in read.Slice.Payload)
                bytes.Write(segment.Span);
            if (read.Slice.IsLast)
                return bytes.ToArray();
        }
    }

    private sealed class PieceStream(byte[] bytes, int[] lengths) : MemoryStream(bytes)
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var length = Math.Max(1, lengths[Math.Min(_reads++, lengths.Length - 1)]);
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, length)], cancellationToken);
        }
    }
}
