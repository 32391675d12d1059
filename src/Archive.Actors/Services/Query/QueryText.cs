using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Query;

/// <summary>
/// A query as a line of the log shows it: <c>STUDY of StudyRoot by PatientName, StudyDate</c>. Names of keys only: what
/// they have to match may be patient data.
/// </summary>
internal readonly struct QueryText(InformationModel model, DataSet identifier)
{
    public override string ToString()
    {
        var level = identifier.GetString(Tags.QueryRetrieveLevel) is ("PATIENT" or "STUDY" or "SERIES" or "IMAGE" or "IMAGES") and var known ? known : "no level";
        var keys = identifier.Where(IsMatchingKey).Select(element => ElementDictionary.TryGet(element.Tag, out var entry) ? entry.Keyword : element.Tag.ToString());
        return $"{level} of {model} by {string.Join(", ", keys.DefaultIfEmpty("no key"))}";
    }

    private static bool IsMatchingKey(Element element) =>
        !element.IsEmpty && element.Tag != Tags.QueryRetrieveLevel && element.Tag != Tags.SpecificCharacterSet;
}
