using System.Security.Cryptography;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>
/// How the data sets of performed steps are kept: in Deflated Explicit VR Little Endian, every attribute as it came, its text in the
/// character set that it declares.
/// </summary>
public static class StepDataSet
{
    /// <summary>A data set that takes more as it is kept is refused: it goes between nodes in one message.</summary>
    public const int MaxBytes = 512 * 1024;

    private const string Utf8 = "ISO_IR 192";

    private static readonly TransferSyntax Syntax = TransferSyntax.DeflatedExplicitVrLittleEndian;

    public static byte[] Encode(DataSet dataSet) => DataSetWriter.ToArray(dataSet, Syntax);

    public static DataSet Decode(byte[] bytes) => DataSetReader.Read(bytes, Syntax);

    /// <summary>Of what is in it, whatever transfer syntax it came in.</summary>
    public static string DigestOf(DataSet dataSet) =>
        Convert.ToHexString(SHA256.HashData(DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian)));

    /// <summary>Declares the character set that text without a declaration was read by, should that be another than the standard's: a peer's own.</summary>
    public static DataSet WithDeclaredText(DataSet dataSet) =>
        dataSet.CharacterSet.DefinedTerms.Count == 0 && dataSet.CharacterSet.Assumed != CharacterSet.Default.Assumed && HasText(dataSet)
            ? InUtf8(dataSet)
            : dataSet;

    /// <summary>
    /// The attributes with those of a modification list in the place of their own. Where the two declare different character sets, and
    /// either has text beyond ASCII, all of it becomes UTF-8.
    /// </summary>
    public static DataSet Merge(DataSet attributes, DataSet modifications)
    {
        if (attributes.CharacterSet.ToString() != modifications.CharacterSet.ToString())
        {
            if (HasText(attributes) || HasText(modifications))
                (attributes, modifications) = (InUtf8(attributes), InUtf8(modifications));
            else
                modifications = Copy(modifications).Remove(Tags.SpecificCharacterSet);
        }

        var merged = Copy(attributes);
        foreach (var element in modifications)
            merged.Set(element);
        return merged;
    }

    /// <summary>The attributes without those.</summary>
    public static DataSet Without(DataSet dataSet, IEnumerable<Tag> tags)
    {
        var copy = Copy(dataSet);
        foreach (var tag in tags)
            copy.Remove(tag);
        return copy;
    }

    private static DataSet Copy(DataSet dataSet) => new DataSet().With(dataSet);

    /// <summary>Has text that its character set governs beyond ASCII: an escape begins such as well.</summary>
    private static bool HasText(DataSet dataSet)
    {
        foreach (var element in dataSet)
        {
            if (element.Vr.UsesSpecificCharacterSet() && HasForeign(element.Value.Span))
                return true;
            if (element.Items.Any(HasText))
                return true;
        }

        return false;
    }

    private static bool HasForeign(ReadOnlySpan<byte> text) => text.ContainsAnyInRange((byte)0x80, (byte)0xFF) || text.Contains((byte)0x1B);

    private static DataSet InUtf8(DataSet dataSet)
    {
        var converted = Convert(dataSet);
        return converted.SetString(Tags.SpecificCharacterSet, Utf8);

        static DataSet Convert(DataSet source)
        {
            var converted = new DataSet();
            foreach (var element in source)
            {
                if (element.Tag == Tags.SpecificCharacterSet)
                    continue;
                if (element.IsSequence)
                    converted.SetItems(element.Tag, [.. element.Items.Select(Convert)]);
                else
                    converted.Set(element.Vr.UsesSpecificCharacterSet() ? Text(source, element) : element);
            }

            return converted;
        }

        static Element Text(DataSet source, Element element) => new(
            element.Tag, element.Vr, CharacterSet.Utf8.Encode(string.Join('\\', source.GetStrings(element.Tag)), element.Vr, out _));
    }
}
