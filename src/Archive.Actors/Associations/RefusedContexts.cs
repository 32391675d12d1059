using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>Says for the log what a peer proposed when nothing of it was accepted: such peers abort, and their people ask why.</summary>
internal static class RefusedContexts
{
    private const int MaxNamed = 8;

    /// <returns>Null when a context was accepted.</returns>
    public static string? Describe(AAssociateRq request, AAssociateAc answer)
    {
        if (answer.PresentationContexts.Any(context => context.Result == ContextResult.Acceptance))
            return null;
        var classes = request.PresentationContexts.ToDictionary(context => context.Id, context => context.AbstractSyntax);
        var refused = answer.PresentationContexts
            .Select(context => $"{UidRegistry.Describe(classes[context.Id])} (result {(int)context.Result})")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var named = string.Join(", ", refused.Take(MaxNamed));
        return refused.Count <= MaxNamed ? $"every context refused: {named}" : $"every context refused: {named} and {refused.Count - MaxNamed} more";
    }
}
