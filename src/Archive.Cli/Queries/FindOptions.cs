using System.CommandLine;
using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Queries;

/// <summary>The options by which <c>find</c> is told what to look for.</summary>
internal sealed class FindOptions
{
    private readonly Option<string> _level = new("--level", "-l") { Description = "What to find", DefaultValueFactory = _ => "study" };
    private readonly Option<string> _model = new("--model", "-m") { Description = "Information model [default: study root, for patients patient root]" };
    private readonly Option<string[]> _keys = new("--key", "-k") { Description = "A further key, or without value an attribute to return: PatientSex=F, 0010,0040=F, BodyPartExamined, RequestAttributesSequence.RequestedProcedureID=P1", HelpName = "ATTRIBUTE[=VALUE]" };
    private readonly Option<bool> _onlyKeys = new("--only-keys") { Description = "Ask for the attributes of the given keys alone, not for the usual ones" };
    private readonly Option<string> _charset = new("--charset") { Description = "Character set of the query, as (0008,0005) names it [default: ISO_IR 192 (UTF-8) where ASCII does not do]", HelpName = "TERM" };
    private readonly Option<int> _limit = new("--limit", "-n") { Description = "Stop after so many answers (C-CANCEL)", HelpName = "COUNT" };
    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON array of DICOM JSON Model objects (PS3.18 F)" };
    private readonly (Option<string[]> Option, Func<QueryLevel, Tag> Tag)[] _common;

    public FindOptions()
    {
        _level.AcceptOnlyFromAmong("patient", "study", "series", "image");
        _model.AcceptOnlyFromAmong([.. QueryModel.All.Select(model => model.Name)]);
        _limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1)
                result.AddError("--limit takes at least 1.");
        });
        _common =
        [
            Common("--patient-name", "Patient's Name, such as 'SMITH*'", _ => Tags.PatientName, "NAME"),
            Common("--patient-id", "Patient ID", _ => Tags.PatientID, "ID"),
            Common("--birth-date", "Patient's Birth Date", _ => Tags.PatientBirthDate, "DATE"),
            Common("--date", "Study Date: 2026-01-31, 20260101-20260131, 20260101-, today, yesterday-today", _ => Tags.StudyDate, "DATE"),
            Common("--time", "Study Time: 0800-1200", _ => Tags.StudyTime, "TIME"),
            Common("--accession", "Accession Number", _ => Tags.AccessionNumber, "NUMBER"),
            Common("--modality", "Modality; for studies, one that they have", level => level <= QueryLevel.Study ? Tags.ModalitiesInStudy : Tags.Modality, "MODALITY"),
            Common("--description", "Study or Series Description", level => level <= QueryLevel.Study ? Tags.StudyDescription : Tags.SeriesDescription, "TEXT"),
            Common("--referring", "Referring Physician's Name", _ => Tags.ReferringPhysicianName, "NAME"),
            Common("--study", "Study Instance UID", _ => Tags.StudyInstanceUID, "UID"),
            Common("--series", "Series Instance UID", _ => Tags.SeriesInstanceUID, "UID"),
            Common("--instance", "SOP Instance UID", _ => Tags.SOPInstanceUID, "UID"),
        ];
    }

    public void AddTo(Command command)
    {
        foreach (var option in _common)
            command.Options.Add(option.Option);
        foreach (var option in new Option[] { _keys, _level, _model, _onlyKeys, _limit, _json, _charset })
            command.Options.Add(option);
    }

    /// <exception cref="CommandException">A value cannot be used.</exception>
    public FindArguments Read(ParseResult parsed)
    {
        var level = Enum.Parse<QueryLevel>(parsed.GetValue(_level)!, ignoreCase: true);
        var common = _common.Where(option => parsed.GetResult(option.Option) is not null)
            .Select(option => new Key(new AttributePath(option.Tag(level)), string.Join('\\', parsed.GetValue(option.Option) ?? [])));
        Key[] keys = [.. common, .. (parsed.GetValue(_keys) ?? []).Select(Key.Parse)];
        var columns = AnswerColumn.For(level, keys, parsed.GetValue(_onlyKeys));
        var returned = columns.Select(column => column.Path).Except(keys.Select(key => key.Path)).Select(path => new Key(path, ""));
        return new FindArguments(
            QueryModel.Choose(parsed.GetValue(_model), level),
            level,
            Identifier.Create(level, [.. returned, .. keys], ReadCharset(parsed.GetValue(_charset)), TimeProvider.System),
            columns,
            parsed.GetValue(_limit) is > 0 and var limit ? limit : null,
            parsed.GetValue(_json));
    }

    private CharacterSet? ReadCharset(string? terms)
    {
        if (terms is null)
            return null;
        var characterSet = CharacterSet.Parse(terms.Split('\\'));
        return CountNamed(characterSet.DefinedTerms) is > 0 and var known && known == CountNamed(terms.Split('\\'))
            ? characterSet
            : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"{_charset.Name} '{terms}' names no character set of PS3.3 C.12.1.1.2, such as ISO_IR 100 or ISO_IR 192."));
    }

    private static int CountNamed(IEnumerable<string> terms) => terms.Count(term => term.Length > 0);

    private static (Option<string[]> Option, Func<QueryLevel, Tag> Tag) Common(string name, string description, Func<QueryLevel, Tag> tag, string valueName) =>
        (new Option<string[]>(name) { Description = description, HelpName = valueName, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false }, tag);
}
