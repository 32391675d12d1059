using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Queries;

/// <summary>A Query/Retrieve Information Model (PS3.4 C.6) and its SOP classes.</summary>
internal sealed record QueryModel(string Name, IReadOnlyList<QueryLevel> Levels, Uid Find, Uid Get, Uid Move)
{
    public static readonly QueryModel PatientRoot = new("patient", [QueryLevel.Patient, QueryLevel.Study, QueryLevel.Series, QueryLevel.Image],
        SopClasses.PatientRootQueryRetrieveInformationModelFind, SopClasses.PatientRootQueryRetrieveInformationModelGet, SopClasses.PatientRootQueryRetrieveInformationModelMove);

    public static readonly QueryModel StudyRoot = new("study", [QueryLevel.Study, QueryLevel.Series, QueryLevel.Image],
        SopClasses.StudyRootQueryRetrieveInformationModelFind, SopClasses.StudyRootQueryRetrieveInformationModelGet, SopClasses.StudyRootQueryRetrieveInformationModelMove);

    public static readonly QueryModel PatientStudyOnly = new("patient-study", [QueryLevel.Patient, QueryLevel.Study],
        SopClasses.PatientStudyOnlyQueryRetrieveInformationModelFind, SopClasses.PatientStudyOnlyQueryRetrieveInformationModelGet, SopClasses.PatientStudyOnlyQueryRetrieveInformationModelMove);

    public static IReadOnlyList<QueryModel> All { get; } = [PatientRoot, StudyRoot, PatientStudyOnly];

    /// <param name="name">Null for the usual one: study root, at the level of patients patient root.</param>
    /// <exception cref="CommandException">The model has no such level.</exception>
    public static QueryModel Choose(string? name, QueryLevel level)
    {
        var model = name is null ? level == QueryLevel.Patient ? PatientRoot : StudyRoot : All.First(known => known.Name == name);
        return model.Levels.Contains(level)
            ? model
            : throw new CommandException($"The model '{model.Name}' has no level '{level.ToString().ToLowerInvariant()}', only {string.Join(", ", model.Levels).ToLowerInvariant()}.");
    }
}
