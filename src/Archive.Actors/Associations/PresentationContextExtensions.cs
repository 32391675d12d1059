using Archive.Actors.Services.Query;
using Archive.Protocol.Association;
using Archive.Protocol.Data;

namespace Archive.Actors.Associations;

/// <summary>Which service a presentation context is for.</summary>
internal static class PresentationContextExtensions
{
    public static bool Is(this PresentationContext context, QueryRetrieveService service) =>
        QueryRetrieveSopClass.Find(context.AbstractSyntax)?.Service == service;

    /// <summary>Anything that is neither verification nor query: storage is what all other accepted contexts are for.</summary>
    public static bool IsStorage(this PresentationContext context) =>
        context.AbstractSyntax != SopClasses.Verification && QueryRetrieveSopClass.Find(context.AbstractSyntax) is null;
}
