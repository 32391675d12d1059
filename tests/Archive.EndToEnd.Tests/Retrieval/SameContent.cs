using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>Compares objects element by element, whatever transfer syntax each came in.</summary>
internal static class SameContent
{
    /// <summary>Same elements with the same values and, unless one of the two was encoded without, the same VRs. Group lengths go their own way.</summary>
    public static void Assert(DataSet expected, TransferSyntax sent, Part10File received) =>
        Assert(expected, received.ReadDataSet(), comparesVrs: !sent.IsImplicitVr && !received.TransferSyntax.IsImplicitVr, "");

    private static void Assert(DataSet expected, DataSet actual, bool comparesVrs, string path)
    {
        var (wanted, got) = (Elements(expected), Elements(actual));
        Xunit.Assert.Equal(wanted.Select(element => path + element.Tag), got.Select(element => path + element.Tag));
        foreach (var (first, second) in wanted.Zip(got))
        {
            var name = path + ElementDictionary.Describe(first.Tag);
            Xunit.Assert.True(!comparesVrs || first.Vr == second.Vr, $"{name} was {first.Vr} and is {second.Vr}");
            Xunit.Assert.True(first.Value.Span.SequenceEqual(second.Value.Span), $"{name} has another value");
            Xunit.Assert.Equal(first.Items.Count, second.Items.Count);
            Xunit.Assert.Equal(first.Fragments.Select(fragment => Convert.ToHexString(fragment.Span)), second.Fragments.Select(fragment => Convert.ToHexString(fragment.Span)));
            for (var item = 0; item < first.Items.Count; item++)
                Assert(first.Items[item], second.Items[item], comparesVrs, $"{name}[{item}]/");
        }
    }

    private static List<Element> Elements(DataSet dataSet) => [.. dataSet.Where(element => !element.Tag.IsGroupLength)];
}
