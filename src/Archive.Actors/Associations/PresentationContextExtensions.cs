using Archive.Protocol.Association;
using Archive.Protocol.Data;

namespace Archive.Actors.Associations;

/// <summary>Which service a presentation context is for.</summary>
internal static class PresentationContextExtensions
{
    public static bool IsFind(this PresentationContext context) =>
        context.AbstractSyntax == SopClasses.StudyRootQueryRetrieveInformationModelFind;

    public static bool IsGet(this PresentationContext context) =>
        context.AbstractSyntax == SopClasses.StudyRootQueryRetrieveInformationModelGet;

    /// <summary>Anything that is neither verification nor query: storage is what all other accepted contexts are for.</summary>
    public static bool IsStorage(this PresentationContext context) =>
        context.AbstractSyntax != SopClasses.Verification && !context.IsFind() && !context.IsGet();
}
