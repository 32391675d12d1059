using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Storage.Workflow.Worklist;

/// <summary>
/// Data sets of the Modality Worklist Information Model as they are kept: in UTF-8, with the VRs of the dictionary, with one scheduled step, and with a value
/// for everything without which no answer may be (PS3.4 K.6.1.2.2). Pure.
/// </summary>
public static class WorklistItem
{
    /// <summary>How long an item may be, encoded.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly CharacterSet Kept = CharacterSet.Utf8;

    /// <summary>The item of its Scheduled Procedure Step Sequence (0040,0100).</summary>
    public static DataSet StepOf(DataSet item) => item.GetItems(Tags.ScheduledProcedureStepSequence)[0];

    public static byte[] Encode(DataSet item) => DataSetWriter.ToArray(item, TransferSyntax.ExplicitVrLittleEndian);

    public static DataSet Decode(ReadOnlyMemory<byte> encoded) => EncodedAttributes.Read(encoded);

    /// <summary>An item with the status of its step, as queries are answered and lists show it.</summary>
    /// <param name="status">Scheduled Procedure Step Status (0040,0020).</param>
    public static DataSet Decode(ReadOnlyMemory<byte> encoded, string status)
    {
        var item = Decode(encoded);
        StepOf(item).SetString(Tags.ScheduledProcedureStepStatus, status);
        return item;
    }

    /// <summary>A data set as it is kept, whatever it says; a step has no status of its own.</summary>
    /// <exception cref="InvalidItemException">It has several steps.</exception>
    public static DataSet Normalize(DataSet given)
    {
        var elements = given.Where(element => DictionaryVr.IsAllowed(element.Tag)).Select(element => DictionaryVr.Apply(element, given));
        var known = given.With(elements);
        var item = AnswerCharacterSet.Convert(known, known.CharacterSet, Kept);
        if (item.GetItems(Tags.ScheduledProcedureStepSequence) is { Count: > 1 } steps)
            throw new InvalidItemException($"{ElementDictionary.Describe(Tags.ScheduledProcedureStepSequence)} has {steps.Count} items; each step is a worklist item of its own.");
        if (item.GetItems(Tags.ScheduledProcedureStepSequence) is [var step])
            step.Remove(Tags.ScheduledProcedureStepStatus);
        return Declare(item);
    }

    /// <summary>Gives a normalized item the identifiers that it lacks: those by which it is known, and the study that its images will be of.</summary>
    /// <exception cref="InvalidItemException">It cannot be an item.</exception>
    public static DataSet Identify(DataSet item)
    {
        if (item.GetItems(Tags.ScheduledProcedureStepSequence) is not [var step])
            throw new InvalidItemException($"{ElementDictionary.Describe(Tags.ScheduledProcedureStepSequence)} must have one item.");
        if (TextOf(item, Tags.PatientID).Length == 0)
            throw new InvalidItemException($"{ElementDictionary.Describe(Tags.PatientID)} is missing: nobody is to be examined under the identity of nobody.");
        var accession = TextOf(item, Tags.AccessionNumber);
        var procedure = FirstOf(TextOf(item, Tags.RequestedProcedureID), accession, TextOf(step, Tags.ScheduledProcedureStepID));
        if (procedure.Length == 0)
        {
            throw new InvalidItemException(
                $"{ElementDictionary.Describe(Tags.AccessionNumber)}, {ElementDictionary.Describe(Tags.RequestedProcedureID)} and "
                + $"{ElementDictionary.Describe(Tags.ScheduledProcedureStepID)} are missing: nothing tells the step from others.");
        }

        Fill(item, Tags.RequestedProcedureID, procedure);
        Fill(step, Tags.ScheduledProcedureStepID, procedure);
        if (item.GetUid(Tags.StudyInstanceUID).IsEmpty)
            item.SetString(Tags.StudyInstanceUID, StudyOf(accession, procedure));
        return item;
    }

    /// <summary>Gives an identified item what else no answer may be without.</summary>
    /// <param name="before">The item as it was: what was filled in once stays.</param>
    /// <param name="now">By the clock of the archive: when a step takes place that is planned for no time.</param>
    /// <exception cref="InvalidItemException">Its date or time is none.</exception>
    public static DataSet Complete(DataSet item, DataSet? before, DateTimeOffset now)
    {
        var step = StepOf(item);
        Fill(item, Tags.PatientName, TextOf(item, Tags.PatientID));
        Fill(step, Tags.Modality, "OT");
        var earlier = before is null ? null : StepOf(before);
        var isDated = TextOf(step, Tags.ScheduledProcedureStepStartDate).Length > 0;
        if (!isDated && earlier is not null)
        {
            Fill(step, Tags.ScheduledProcedureStepStartDate, TextOf(earlier, Tags.ScheduledProcedureStepStartDate));
            Fill(step, Tags.ScheduledProcedureStepStartTime, TextOf(earlier, Tags.ScheduledProcedureStepStartTime));
        }

        Fill(step, Tags.ScheduledProcedureStepStartDate, now.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        Fill(step, Tags.ScheduledProcedureStepStartTime, isDated ? "000000" : now.ToString("HHmmss", CultureInfo.InvariantCulture));
        Check(step, Tags.ScheduledProcedureStepStartDate, IndexedValue.Date);
        Check(step, Tags.ScheduledProcedureStepStartTime, IndexedValue.Time);
        CompleteCodes(item, Tags.RequestedProcedureCodeSequence);
        CompleteCodes(step, Tags.ScheduledProtocolCodeSequence);
        if (item.GetItems(Tags.RequestedProcedureCodeSequence).Count == 0)
        {
            Fill(item, Tags.RequestedProcedureDescription, FirstOf(
                TextOf(step, Tags.ScheduledProcedureStepDescription), MeaningOf(step, Tags.ScheduledProtocolCodeSequence), TextOf(item, Tags.RequestedProcedureID)));
        }

        if (step.GetItems(Tags.ScheduledProtocolCodeSequence).Count == 0)
        {
            Fill(step, Tags.ScheduledProcedureStepDescription, FirstOf(
                TextOf(item, Tags.RequestedProcedureDescription), MeaningOf(item, Tags.RequestedProcedureCodeSequence)));
        }

        return Declare(item);
    }

    /// <summary>An item with other values for some attributes, of its step as well.</summary>
    /// <param name="changes">Normalized.</param>
    public static DataSet Patch(DataSet item, DataSet changes)
    {
        var patched = Decode(Encode(item));
        foreach (var element in changes)
        {
            if (element.Tag != Tags.ScheduledProcedureStepSequence)
                patched.Set(element);
        }

        if (changes.GetItems(Tags.ScheduledProcedureStepSequence) is [var change])
        {
            var step = StepOf(patched);
            foreach (var element in change)
                step.Set(element);
        }

        return Declare(patched);
    }

    /// <summary>What a normalized data set says of the patient.</summary>
    public static DataSet PatientOf(DataSet dataSet)
    {
        var patient = new DataSet();
        foreach (var element in dataSet)
        {
            if (element.Tag.Group == 0x0010)
                patient.Set(element);
        }

        return Declare(patient);
    }

    /// <summary>When the step of a complete item is to begin, by the clock of the archive.</summary>
    public static DateTimeOffset StartOf(DataSet item)
    {
        var step = StepOf(item);
        var (date, time) = (IndexedValue.Date(TextOf(step, Tags.ScheduledProcedureStepStartDate)), IndexedValue.Time(TextOf(step, Tags.ScheduledProcedureStepStartTime)));
        return DateTime.TryParseExact(date + time[..4], "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var start)
            ? new DateTimeOffset(start)
            : DateTimeOffset.MinValue;
    }

    /// <summary>The first value, without the padding around it; empty where there is none.</summary>
    public static string TextOf(DataSet dataSet, Tag tag) => IndexedValue.Text(dataSet.GetString(tag));

    /// <summary>One study for all steps of a requested procedure, and the same one should the order come again.</summary>
    private static string StudyOf(string accession, string procedure)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($@"{accession}\{procedure}"))[..16];
        return $"2.25.{new BigInteger(digest, isUnsigned: true, isBigEndian: true)}"; // PS3.5 B.2
    }

    private static void Check(DataSet step, Tag tag, Func<string?, string> read)
    {
        var value = TextOf(step, tag);
        if (read(value).Length == 0)
            throw new InvalidItemException($"{ElementDictionary.Describe(tag)} '{value}' cannot be read.");
    }

    /// <summary>Of a code without a value nothing is left to tell; one without a scheme is local (PS3.16 8.2).</summary>
    private static void CompleteCodes(DataSet dataSet, Tag tag)
    {
        var codes = dataSet.GetItems(tag);
        if (codes.Count == 0)
            return;
        var complete = codes.Where(code => new[] { Tags.CodeValue, Tags.LongCodeValue, Tags.URNCodeValue }.Any(value => TextOf(code, value).Length > 0)).ToList();
        foreach (var code in complete.Where(code => TextOf(code, Tags.URNCodeValue).Length == 0))
            Fill(code, Tags.CodingSchemeDesignator, "L");
        dataSet.SetItems(tag, complete);
    }

    private static string MeaningOf(DataSet dataSet, Tag tag) =>
        dataSet.GetItems(tag) is [var code, ..] ? FirstOf(TextOf(code, Tags.CodeMeaning), TextOf(code, Tags.CodeValue)) : string.Empty;

    private static string FirstOf(params ReadOnlySpan<string> values)
    {
        foreach (var value in values)
        {
            if (value.Length > 0)
                return value;
        }

        return string.Empty;
    }

    private static void Fill(DataSet dataSet, Tag tag, string value)
    {
        if (value.Length > 0 && TextOf(dataSet, tag).Length == 0)
            dataSet.Set(tag, ElementDictionary.GetVr(tag), Kept.Encode(value, ElementDictionary.GetVr(tag), out _));
    }

    private static DataSet Declare(DataSet item)
    {
        item.Remove(Tags.SpecificCharacterSet);
        if (item.Any(EncodedText.NeedsDeclaration))
            item.SetStrings(Tags.SpecificCharacterSet, [.. Kept.DefinedTerms]);
        return item;
    }
}
