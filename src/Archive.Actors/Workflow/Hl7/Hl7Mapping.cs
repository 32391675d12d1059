using System.Reflection;
using System.Text;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>What becomes of the fields of a message. Read from a file over the built-in one, checked as a whole.</summary>
public sealed record Hl7Mapping
{
    private const string DefaultFile = "hl7-mapping.json";

    /// <summary>The built-in one, as it stands in <see cref="DefaultText"/>.</summary>
    public static Hl7Mapping Default { get; } = Hl7MappingReader.ReadDefault();

    /// <summary>The built-in file.</summary>
    public static string DefaultText
    {
        get
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(DefaultFile)
                ?? throw new InvalidOperationException($"{DefaultFile} is no resource of the assembly.");
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Of the patient: for orders, and for changes of the patient alone.</summary>
    public required IReadOnlyList<Hl7Attribute> Patient { get; init; }

    /// <summary>Of visit, order and requested procedure.</summary>
    public required IReadOnlyList<Hl7Attribute> Order { get; init; }

    /// <summary>In the item of Scheduled Procedure Step Sequence (0040,0100).</summary>
    public required IReadOnlyList<Hl7Attribute> Step { get; init; }

    /// <summary>What a status in ORC-5 is.</summary>
    public required IReadOnlyDictionary<string, ScheduledStepStatus> OrderStatus { get; init; }

    /// <summary>Where the modalities are: time stamps without an offset are of it, others are brought to it.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>What becomes of an order that is new by ORC-1 when its step is there already.</summary>
    public PutKind NewOrder { get; init; } = PutKind.Create;

    /// <summary>Goes into Study Instance UIDs that are made, so that two sites with the same numbers have others.</summary>
    public string StudyUidSeed { get; init; } = "";

    /// <summary>Reads a file of the site over the built-in one.</summary>
    /// <param name="name">Of the file, for errors.</param>
    /// <exception cref="Hl7MappingException">Something in it is wrong; the message says in which line, and what.</exception>
    public static Hl7Mapping Read(string name, ReadOnlySpan<byte> json) => Hl7MappingReader.Read(name, json);

    /// <summary>The attribute of that tag in the item, whether it is of the step or not; null when it is not mapped.</summary>
    internal Hl7Attribute? Find(Tag tag) => Patient.Concat(Order).Concat(Step).FirstOrDefault(attribute => attribute.Tag == tag);
}
