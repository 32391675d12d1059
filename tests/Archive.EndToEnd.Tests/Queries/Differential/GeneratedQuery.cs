using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.EndToEnd.Tests.Queries.Differential;

/// <summary>A C-FIND to be asked of two systems.</summary>
internal sealed record GeneratedQuery(InformationModel Model, string Level, DataSet Identifier)
{
    public Tag UniqueKey => Model.UniqueKey(Level);

    /// <summary>The text of a key; empty when it was not asked, or for any value.</summary>
    public string this[Tag tag] => TextOf(Identifier, tag);

    public static string TextOf(DataSet dataSet, Tag tag) => string.Join('\\', dataSet.GetStrings(tag));

    public override string ToString()
    {
        var text = new StringBuilder().Append(Model).Append(' ').Append(Level);
        foreach (var element in Identifier)
        {
            if (element.Tag != Tags.QueryRetrieveLevel)
                text.Append(' ').Append(ElementDictionary.Describe(element.Tag)).Append("=[").Append(this[element.Tag]).Append(']');
        }

        return text.ToString();
    }
}
