using System.Buffers;
using System.Collections.Frozen;
using System.IO.Compression;
using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace Archive.Actors.Workflow.Facts.Serialization;

/// <summary>
/// Commands and replies of facts between nodes: JSON of each type under a manifest of its own. Nodes of two versions talk to each other while a cluster is
/// upgraded, so manifests and names never change: what is added has a default, readers ship before writers, and what a reader does not know it passes over.
/// The first byte says how the rest is written: 0 as it is, 1 by Brotli, which what is longer than 64 KiB is.
/// </summary>
/// <param name="protocols">Asked for once, with the first message.</param>
public sealed class FactProtocolSerializer(ExtendedActorSystem system, Func<IEnumerable<FactProtocol>> protocols) : SerializerWithStringManifest(system)
{
    /// <summary>What a message may take between nodes: less than a frame, which has room for little else. What is longer is a document.</summary>
    public const int MaxBytes = (1 << 20) - (16 << 10);

    /// <summary>What a message may take in memory.</summary>
    public const int MaxJsonBytes = 16 << 20;

    private const int CompressedAbove = 64 << 10;
    private const byte Plain = 0;
    private const byte Compressed = 1;

    private readonly Lazy<Known> _known = new(() => new Known(protocols()));

    /// <summary>Written into every message between nodes.</summary>
    public override int Identifier => 1203;

    public override string Manifest(object o) => Of(o).Manifest;

    /// <exception cref="SerializationException">It is longer than a message may be.</exception>
    public override byte[] ToBinary(object obj)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(obj, Of(obj).Json);
        if (json.Length > MaxJsonBytes)
            throw TooLong(obj, json.Length);
        if (json.Length <= CompressedAbove)
            return [Plain, .. json];
        var bytes = new byte[1 + BrotliEncoder.GetMaxCompressedLength(json.Length)];
        bytes[0] = Compressed;
        if (!BrotliEncoder.TryCompress(json, bytes.AsSpan(1), out var written, quality: 3, window: 22))
            throw new SerializationException($"{obj.GetType().Name} could not be compressed.");
        return written < MaxBytes ? bytes[..(1 + written)] : throw TooLong(obj, written);
    }

    /// <exception cref="SerializationException">The bytes are no such message.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!_known.Value.ByManifest.TryGetValue(manifest, out var message))
            throw new SerializationException($"'{manifest}' is no message of the fact protocol.");
        try
        {
            return bytes switch
            {
                [Plain, ..] => JsonSerializer.Deserialize(bytes.AsSpan(1), message.Json),
                [Compressed, ..] => JsonSerializer.Deserialize(Decompress(bytes.AsMemory(1)).Span, message.Json),
                _ => null,
            }
            ?? throw new SerializationException($"This is no '{manifest}' of the fact protocol.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw new SerializationException($"This is no '{manifest}' of the fact protocol: {e.GetType().Name}.", e);
        }
    }

    private FactMessage Of(object message) => _known.Value.ByType.TryGetValue(message.GetType(), out var known)
        ? known
        : throw new ArgumentException($"{message.GetType()} is no message of the fact protocol.", nameof(message));

    private static SerializationException TooLong(object message, int length) =>
        new($"{message.GetType().Name} takes {length} bytes, more than a message between nodes may.");

    private static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> compressed)
    {
        var json = new ArrayBufferWriter<byte>(CompressedAbove);
        var decoder = default(BrotliDecoder);
        try
        {
            for (var rest = compressed; ;)
            {
                var status = decoder.Decompress(rest.Span, json.GetSpan(CompressedAbove), out var consumed, out var written);
                json.Advance(written);
                rest = rest[consumed..];
                if (status == OperationStatus.Done && rest.IsEmpty)
                    return json.WrittenMemory;
                if (status != OperationStatus.DestinationTooSmall || json.WrittenCount > MaxJsonBytes)
                    throw new FormatException("It is compressed in another way, or too long.");
            }
        }
        finally
        {
            decoder.Dispose();
        }
    }

    private sealed class Known(IEnumerable<FactProtocol> protocols)
    {
        private readonly FactMessage[] _all = [.. protocols.SelectMany(protocol => protocol.Messages)];

        public FrozenDictionary<string, FactMessage> ByManifest => field ??= _all.ToDictionary(message => message.Manifest, StringComparer.Ordinal).ToFrozenDictionary();

        public FrozenDictionary<Type, FactMessage> ByType => field ??= _all.ToDictionary(message => message.Type).ToFrozenDictionary();
    }
}
