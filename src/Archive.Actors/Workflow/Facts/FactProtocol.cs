using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Hosting;
using Archive.Storage.Journal;
using Archive.Storage.Workflow;

namespace Archive.Actors.Workflow.Facts;

/// <summary>How the facts of one kind are written: state and events in databases, commands and replies between nodes. All names are for good.</summary>
public abstract class FactProtocol
{
    private readonly List<FactMessage> _messages = [];

    public abstract FactKind Kind { get; }

    internal IReadOnlyList<FactMessage> Messages => _messages;

    /// <summary>Starts the region of the kind, and registers it as that of its actor.</summary>
    internal abstract Task StartAsync(ActorSystem system, IActorRegistry registry, IDependencyResolver services);

    private protected void Add(FactMessage message) => _messages.Add(message);
}

/// <inheritdoc/>
/// <param name="stateJson">The fact's state; what is added to it later has a default, or is nullable.</param>
public sealed class FactProtocol<TState>(JsonTypeInfo<TState> stateJson) : FactProtocol
    where TState : class, IFactState<TState>
{
    private readonly Dictionary<Type, (string Name, int Version, JsonTypeInfo Json)> _events = [];
    private readonly Dictionary<(string Name, int Version), JsonTypeInfo> _eventsByName = [];

    public override FactKind Kind => TState.Kind;

    /// <summary>An event that is written so.</summary>
    public FactProtocol<TState> WithEvent<TEvent>(string name, int version, JsonTypeInfo<TEvent> json)
        where TEvent : class, IFactEvent
    {
        _events.Add(typeof(TEvent), (name, version, json));
        _eventsByName.Add((name, version), json);
        return this;
    }

    /// <summary>A command or a reply, under a manifest that no other message of any kind has.</summary>
    public FactProtocol<TState> WithMessage<TMessage>(string manifest, JsonTypeInfo<TMessage> json)
        where TMessage : class
    {
        Add(new FactMessage(manifest, typeof(TMessage), json));
        return this;
    }

    /// <summary>The state of a row.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public TState Read(StoredFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return JsonSerializer.Deserialize(fact.State.Span, stateJson) ?? throw new JsonException($"The state of {fact.Kind} {fact.Id} is null.");
    }

    internal byte[] Write(TState state) => JsonSerializer.SerializeToUtf8Bytes(state, stateJson);

    internal JournalEvent ToJournal(IFactEvent happened) => _events.TryGetValue(happened.GetType(), out var known)
        ? new JournalEvent(known.Name, known.Version, JsonSerializer.SerializeToUtf8Bytes(happened, known.Json))
        : throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "This event has no journal form.");

    /// <exception cref="NotSupportedException">A newer node wrote this event.</exception>
    internal IFactEvent FromJournal(JournalEvent journalEvent) => _eventsByName.TryGetValue((journalEvent.Type, journalEvent.Version), out var json)
        ? (IFactEvent?)JsonSerializer.Deserialize(journalEvent.Json.Span, json) ?? throw new JsonException($"Journal event {journalEvent.Type} is null.")
        : throw new NotSupportedException($"Journal event {journalEvent.Type} version {journalEvent.Version} is unknown to this node.");

    internal override Task StartAsync(ActorSystem system, IActorRegistry registry, IDependencyResolver services) => FactRegion.StartAsync(this, system, registry, services);
}
