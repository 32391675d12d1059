using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>The services of the archive by SOP class (PS3.4), and what of them a peer is granted.</summary>
public sealed class DimseServices
{
    private readonly IReadOnlyList<IDimseService> _services;
    private readonly FrozenDictionary<Uid, IDimseService> _bySopClass;
    private readonly FrozenDictionary<CommandField, IDimseService> _onEveryContext;
    private readonly AssociationSettings _settings;
    private readonly ConditionalWeakTable<Peer, AssociationPolicy> _policies = [];

    /// <exception cref="ArgumentException">Two services provide one SOP class, or take one operation on every context.</exception>
    public DimseServices(IEnumerable<IDimseService> services, AssociationSettings settings)
    {
        _services = [.. services];
        _settings = settings;
        _bySopClass = Index(_services, service => service.SopClasses);
        _onEveryContext = Index(_services.Where(service => service.IsOnEveryContext), service => service.Operations);
    }

    /// <summary>Who takes an operation on a context; null when nobody does.</summary>
    public IDimseService? Find(PresentationContext context, CommandField operation) =>
        _bySopClass.GetValueOrDefault(context.AbstractSyntax) is { } own && own.Operations.Contains(operation)
            ? own
            : _onEveryContext.GetValueOrDefault(operation);

    /// <summary>What associations of a peer are granted: a SOP class for which it lacks the role is known, and refused (result 1).</summary>
    public AssociationPolicy PolicyFor(Peer peer) => _policies.GetValue(peer, CreatePolicy);

    private AssociationPolicy CreatePolicy(Peer peer)
    {
        var granted = new Dictionary<Uid, AbstractSyntaxPolicy>();
        foreach (var service in _services)
        {
            var hasRole = peer.Roles.HasFlag(service.Role);
            foreach (var sopClass in service.SopClasses)
                Grant(service, sopClass, policy => policy with { AcceptsScu = hasRole });
            foreach (var sopClass in service.InvokedSopClasses)
                Grant(service, sopClass, policy => policy with { AcceptsScp = policy.AcceptsScp || hasRole });
        }

        var window = (ushort)_settings.MaxOperations;
        return new AssociationPolicy
        {
            AbstractSyntaxes = granted,
            MaximumLength = _settings.MaxPduBytes,
            MaxWindow = new AsyncOperationsWindow(window, window),
            AnswerExtendedNegotiation = proposed => _bySopClass.GetValueOrDefault(proposed.SopClass)?.Answer(proposed),
        };

        void Grant(IDimseService service, Uid sopClass, Func<AbstractSyntaxPolicy, AbstractSyntaxPolicy> grant) =>
            granted[sopClass] = grant(
                granted.GetValueOrDefault(sopClass) ?? new AbstractSyntaxPolicy(service.TransferSyntaxesFor(sopClass, peer), AcceptsScu: false));
    }

    private static FrozenDictionary<TKey, IDimseService> Index<TKey>(IEnumerable<IDimseService> services, Func<IDimseService, IEnumerable<TKey>> keysOf)
        where TKey : notnull
    {
        var index = new Dictionary<TKey, IDimseService>();
        foreach (var service in services)
        {
            foreach (var key in keysOf(service))
            {
                if (!index.TryAdd(key, service))
                    throw new ArgumentException($"{key} is provided by {index[key].GetType().Name} and by {service.GetType().Name}.", nameof(services));
            }
        }

        return index.ToFrozenDictionary();
    }
}
