using System.Text;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data;

namespace Archive.Actors.Tests.Workflow.Hl7;

/// <summary>Changes of the worklist as text: one line for each, and one for each attribute.</summary>
internal static class ChangeText
{
    public static string Describe(IEnumerable<OrderChange> changes)
    {
        var text = new StringBuilder();
        foreach (var change in changes)
        {
            text.Append(change.GetType().Name).Append(" of ").Append(change.Source).Append(": ").Append(change switch
            {
                PutItem put => put.Kind.ToString(),
                CancelItem cancel => $"{Describe(cancel.Key)}{(cancel.IsDiscontinued ? ", discontinued" : "")}",
                CancelOrder order => $"{order.AccessionNumber}, {order.PlacerOrder}{(order.IsDiscontinued ? ", discontinued" : "")}",
                SetItemStatus set => $"{Describe(set.Key)}, {set.Status}",
                MergePatient merge => $"{merge.From.Id}, {merge.From.Issuer}",
                _ => "",
            }).Append('\n');
            Append(text, change switch { PutItem put => put.Item, ChangePatient patient => patient.Patient, MergePatient merge => merge.Into, _ => [] }, 1);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Describe(WorklistKey key) => $"{key.AccessionNumber} / {key.RequestedProcedureId} / {key.StepId}";

    private static void Append(StringBuilder text, DataSet dataSet, int depth)
    {
        foreach (var element in dataSet)
        {
            Assert.True(ElementDictionary.TryGet(element.Tag, out var entry));
            text.Append(' ', depth * 2).Append(entry.Keyword);
            if (element.IsSequence)
            {
                text.Append('\n');
                foreach (var item in element.Items)
                {
                    text.Append(' ', depth * 2).Append(">\n");
                    Append(text, item, depth + 1);
                }

                continue;
            }

            text.Append(": ").Append(string.Join('\\', dataSet.GetStrings(element.Tag)).Replace("\r\n", "{line}", StringComparison.Ordinal)).Append('\n');
        }
    }
}
