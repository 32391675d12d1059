using Archive.Actors.Services.Query;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.EndToEnd.Tests.Queries;

/// <summary>The information models by the names that the wire and DCMTK's tools have for them.</summary>
internal static class QueryModels
{
    public static Uid Find(this InformationModel model) => SopClass(model, QueryRetrieveService.Find);

    public static Uid Move(this InformationModel model) => SopClass(model, QueryRetrieveService.Move);

    public static Uid Get(this InformationModel model) => SopClass(model, QueryRetrieveService.Get);

    /// <summary>The option of findscu, movescu and getscu.</summary>
    public static string DcmtkOption(this InformationModel model) => model switch
    {
        InformationModel.PatientRoot => "-P",
        InformationModel.StudyRoot => "-S",
        _ => "-O",
    };

    /// <summary>The levels from the root down, each with its unique key.</summary>
    public static IReadOnlyList<(string Level, Tag UniqueKey)> Levels(this InformationModel model) => model switch
    {
        InformationModel.PatientRoot => [("PATIENT", Tags.PatientID), ("STUDY", Tags.StudyInstanceUID), ("SERIES", Tags.SeriesInstanceUID), ("IMAGE", Tags.SOPInstanceUID)],
        InformationModel.StudyRoot => [("STUDY", Tags.StudyInstanceUID), ("SERIES", Tags.SeriesInstanceUID), ("IMAGE", Tags.SOPInstanceUID)],
        _ => [("PATIENT", Tags.PatientID), ("STUDY", Tags.StudyInstanceUID)],
    };

    public static Tag UniqueKey(this InformationModel model, string level) => model.Levels().Single(entry => entry.Level == level).UniqueKey;

    private static Uid SopClass(InformationModel model, QueryRetrieveService service) =>
        QueryRetrieveSopClass.All.Single(sopClass => sopClass.Model == model && sopClass.Service == service).Uid;
}
