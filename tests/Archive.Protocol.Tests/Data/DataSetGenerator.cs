using System.Reflection;
using Archive.Protocol.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Protocol.Tests.Data;

/// <summary>Makes data sets of any shape: every VR, nesting, private elements, fragments.</summary>
internal static class DataSetGenerator
{
    // What Implicit VR cannot tell back is left out: elements whose VR depends on Pixel Representation. Group lengths and Length to End are the writer's.
    private static readonly Tag[] PublicTags = [.. typeof(Tags).GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Select(property => (Tag)property.GetValue(null)!)
        .Where(tag => !tag.IsGroupLength && tag.Group > 0x0002 && tag != Tags.PixelData && tag != Tags.LengthToEnd && !ElementDictionary.IsUnsignedOrSigned(tag))];

    private static readonly Tag[] Sequences = [.. PublicTags.Where(tag => ElementDictionary.GetVr(tag) == Vr.SQ)];

    private static readonly Tag[] Values = [.. PublicTags.Where(tag => ElementDictionary.GetVr(tag) != Vr.SQ)];

    private static readonly Vr[] ValueVrs = [.. Enum.GetValues<Vr>().Where(vr => vr is not (Vr.None or Vr.SQ))];

    /// <summary>Data sets that every transfer syntax can carry: VRs are the dictionary's, private elements are UN.</summary>
    public static Gen<Sample> Portable { get; } = DataSets(Gen.OneOf(PublicValue(), PrivateUnknown()), depth: 4).Select(dataSet => new Sample(dataSet));

    /// <summary>Data sets that need Explicit VR: private elements of every VR.</summary>
    public static Gen<Sample> Explicit { get; } =
        DataSets(Gen.OneOf(PublicValue(), PrivateUnknown(), PrivateValue()), depth: 4).Select(dataSet => new Sample(dataSet));

    /// <summary>Data sets with encapsulated pixel data.</summary>
    public static Gen<Sample> Encapsulated { get; } =
        from sample in Explicit
        from fragments in Bytes(2).NonEmptyListOf()
        select new Sample(sample.DataSet.Set(Element.Encapsulated(Tags.PixelData, Vr.OB, [.. fragments])));

    private static Gen<DataSet> DataSets(Gen<Element> value, int depth)
    {
        var element = depth == 0 ? value : Gen.Frequency((6, value), (1, Sequence(value, depth - 1)));
        return element.ListOf().Select(elements => elements.Aggregate(new DataSet(), (dataSet, next) => dataSet.Set(next)));
    }

    private static Gen<Element> Sequence(Gen<Element> value, int depth) =>
        from tag in Gen.Elements(Sequences)
        from count in Gen.Choose(0, 3)
        from items in DataSets(value, depth).Resize(4).ListOf(count)
        select Element.Sequence(tag, [.. items]);

    private static Gen<Element> PublicValue() =>
        from tag in Gen.Elements(Values)
        from element in Value(tag, ElementDictionary.GetVr(tag))
        select element;

    private static Gen<Element> PrivateUnknown() => PrivateTag().SelectMany(tag => Value(tag, Vr.UN));

    private static Gen<Element> PrivateValue() =>
        from tag in PrivateTag()
        from vr in Gen.Elements(ValueVrs)
        from element in Value(tag, vr)
        select element;

    private static Gen<Tag> PrivateTag() =>
        from block in Gen.Choose(4, 0x7F00)
        from element in Gen.Choose(0x1000, 0xFFFF)
        select new Tag((ushort)((block * 2) + 1), (ushort)element);

    private static Gen<Element> Value(Tag tag, Vr vr) => Bytes(Math.Max(2, vr.ByteOrderUnit())).Select(bytes => new Element(tag, vr, bytes));

    private static Gen<ReadOnlyMemory<byte>> Bytes(int unit) =>
        from count in Gen.Choose(0, 5)
        from bytes in Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf(count * unit)
        select (ReadOnlyMemory<byte>)bytes;

    /// <summary>A data set that shows its bytes when a property fails.</summary>
    internal sealed record Sample(DataSet DataSet)
    {
        public override string ToString() => Convert.ToHexString(DataSetWriter.ToArray(DataSet, TransferSyntax.JpegBaseline8Bit));
    }
}
