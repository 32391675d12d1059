using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Archive.Storage.Peers;

namespace Archive.Node.Options;

/// <summary>Peers as JSON, in the form that they have in appsettings.json: what is not given is left out.</summary>
internal static class PeerJson
{
    private const string ListName = "Archive:Peers";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly JsonSerializerOptions Given = new()
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsNotGiven } },
    };

    /// <summary>As it is kept: the title stands beside its options.</summary>
    public static StoredPeer Store(PeerOptions peer) =>
        new(peer.AeTitle.Trim(' '), JsonSerializer.Serialize(peer with { AeTitle = "" }, Given));

    /// <summary>What is kept of a peer, read as options of the node are.</summary>
    /// <exception cref="StartException">It is no JSON object, a name is unknown or a value is not allowed.</exception>
    public static PeerOptions Read(StoredPeer stored) => Read(stored.AeTitle, Parse(stored));

    /// <inheritdoc cref="Read(StoredPeer)"/>
    public static PeerOptions Read(string aeTitle, JsonObject options)
    {
        options[nameof(PeerOptions.AeTitle)] = aeTitle;
        return ArchiveConfiguration.ReadPeer(Configure(new JsonObject { [aeTitle] = options }, aeTitle).GetSection(aeTitle));
    }

    /// <exception cref="StartException">It is no JSON object.</exception>
    public static JsonObject Parse(StoredPeer stored) =>
        Parse(stored.Options, stored.AeTitle) as JsonObject
            ?? throw new StartException($"{stored.AeTitle}: its options are no JSON object.");

    /// <summary>The peers of an appsettings.json, or of a list alone, and where they stand there.</summary>
    /// <exception cref="StartException">The text is neither, a name is unknown or a value is not allowed.</exception>
    public static (IReadOnlyList<PeerOptions> Peers, string Path) ReadList(string text, string file)
    {
        var root = Parse(text, file);
        var configuration = Configure(root as JsonObject ?? new JsonObject { ["Archive"] = new JsonObject { ["Peers"] = root } }, file);
        var section = configuration.GetSection(ListName);
        return section.Exists()
            ? (ArchiveConfiguration.ReadPeers(section), ListName)
            : throw new StartException($"{file} has neither {ListName} nor a list of peers.");
    }

    private static JsonNode? Parse(string text, string name)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Lenient);
        }
        catch (JsonException e)
        {
            throw new StartException($"{name} is no JSON: {e.Message}", e);
        }
    }

    private static IConfigurationRoot Configure(JsonObject json, string name)
    {
        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(json));
        try
        {
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (FormatException e)
        {
            throw new StartException($"{name} has a name twice: {e.Message}", e);
        }
    }

    private static void LeaveOutWhatIsNotGiven(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.ShouldSerialize = static (_, value) => value is not (null or "" or ICollection { Count: 0 });
    }
}
