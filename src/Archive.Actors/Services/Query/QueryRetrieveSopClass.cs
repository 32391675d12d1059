using System.Collections.Frozen;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Query;

/// <summary>A SOP class of the Query/Retrieve Service Class: one service on one information model (PS3.4 C.6).</summary>
public sealed record QueryRetrieveSopClass(Uid Uid, QueryRetrieveService Service, InformationModel Model)
{
    private static readonly FrozenDictionary<Uid, QueryRetrieveSopClass> ByUid;

    static QueryRetrieveSopClass() => ByUid = All.ToFrozenDictionary(sopClass => sopClass.Uid);

    public static IReadOnlyList<QueryRetrieveSopClass> All { get; } =
    [
        new(SopClasses.PatientRootQueryRetrieveInformationModelFind, QueryRetrieveService.Find, InformationModel.PatientRoot),
        new(SopClasses.PatientRootQueryRetrieveInformationModelMove, QueryRetrieveService.Move, InformationModel.PatientRoot),
        new(SopClasses.PatientRootQueryRetrieveInformationModelGet, QueryRetrieveService.Get, InformationModel.PatientRoot),
        new(SopClasses.StudyRootQueryRetrieveInformationModelFind, QueryRetrieveService.Find, InformationModel.StudyRoot),
        new(SopClasses.StudyRootQueryRetrieveInformationModelMove, QueryRetrieveService.Move, InformationModel.StudyRoot),
        new(SopClasses.StudyRootQueryRetrieveInformationModelGet, QueryRetrieveService.Get, InformationModel.StudyRoot),
        new(SopClasses.PatientStudyOnlyQueryRetrieveInformationModelFind, QueryRetrieveService.Find, InformationModel.PatientStudyOnly),
        new(SopClasses.PatientStudyOnlyQueryRetrieveInformationModelMove, QueryRetrieveService.Move, InformationModel.PatientStudyOnly),
        new(SopClasses.PatientStudyOnlyQueryRetrieveInformationModelGet, QueryRetrieveService.Get, InformationModel.PatientStudyOnly),
    ];

    /// <summary>The class of a context that is known to be for queries or retrievals.</summary>
    public static QueryRetrieveSopClass Of(PresentationContext context) => ByUid[context.AbstractSyntax];

    /// <summary>The classes of a service.</summary>
    public static IReadOnlyCollection<Uid> Of(QueryRetrieveService service) => [.. All.Where(sopClass => sopClass.Service == service).Select(sopClass => sopClass.Uid)];

    /// <summary>The class with this UID; null when it is none of them.</summary>
    public static QueryRetrieveSopClass? Find(Uid uid) => ByUid.GetValueOrDefault(uid);
}
