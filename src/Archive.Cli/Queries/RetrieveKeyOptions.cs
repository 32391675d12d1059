using System.CommandLine;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Queries;

/// <summary>The options by which <c>get</c> and <c>move</c> are told what to retrieve: unique keys (PS3.4 C.4.2.1.4), each with one UID or more.</summary>
internal sealed class RetrieveKeyOptions
{
    private readonly Option<string> _model = new("--model", "-m") { Description = "Information model [default: study root, for patients patient root]" };
    private readonly (Option<string[]> Option, Tag Tag, QueryLevel Level)[] _keys =
    [
        (Unique("--patient-id", "Patient ID; alone it retrieves all of the patient", "ID"), Tags.PatientID, QueryLevel.Patient),
        (Unique("--study", "Study Instance UID", "UID"), Tags.StudyInstanceUID, QueryLevel.Study),
        (Unique("--series", "Series Instance UID, beside that of its study", "UID"), Tags.SeriesInstanceUID, QueryLevel.Series),
        (Unique("--instance", "SOP Instance UID, beside those of its study and series", "UID"), Tags.SOPInstanceUID, QueryLevel.Image),
    ];

    public RetrieveKeyOptions() => _model.AcceptOnlyFromAmong([.. QueryModel.All.Select(model => model.Name)]);

    public void AddTo(Command command)
    {
        foreach (var key in _keys)
            command.Options.Add(key.Option);
        command.Options.Add(_model);
        command.Validators.Add(result =>
        {
            if (_keys.All(key => result.GetResult(key.Option) is null))
                result.AddError("Name what to retrieve: --study, --series, --instance or --patient-id.");
        });
    }

    /// <exception cref="CommandException">The model has no such level.</exception>
    public RetrieveArguments Read(ParseResult parsed)
    {
        var given = _keys.Where(key => parsed.GetResult(key.Option) is not null).ToArray();
        var level = given[^1].Level;
        var keys = given.Select(key => new Key(new AttributePath(key.Tag), string.Join('\\', parsed.GetValue(key.Option)!)));
        return new RetrieveArguments(QueryModel.Choose(parsed.GetValue(_model), level), level, Identifier.Create(level, [.. keys], null, TimeProvider.System));
    }

    private static Option<string[]> Unique(string name, string description, string valueName) =>
        new(name) { Description = description + "; may be repeated", HelpName = valueName };
}
