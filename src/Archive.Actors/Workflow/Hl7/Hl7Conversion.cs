namespace Archive.Actors.Workflow.Hl7;

/// <summary>What is made of a field.</summary>
public enum Hl7Conversion
{
    /// <summary>As the Value Representation of the attribute suggests: PN a name, DA a date, TM a time, SQ a code, else text.</summary>
    Usual,

    Text,

    /// <summary>A name of type XPN; its repetitions by XPN-8 are the alphabetic, ideographic and phonetic one.</summary>
    PersonName,

    /// <summary>A name of type XCN or CNN: an identifier, then the name; where it lies in the first component its parts are sub-components (NDL).</summary>
    Provider,

    /// <summary>The day of a time stamp, at the site.</summary>
    Date,

    /// <summary>The time of day of a time stamp, at the site.</summary>
    Time,

    /// <summary>Code, meaning and coding scheme (CE, CWE) from the named component on, each repetition an item.</summary>
    Code,

    /// <summary>All values of a list of identifiers (CX) but the first, each an item with its issuer.</summary>
    OtherIdentifiers,

    /// <summary>A number in the unit of OBX-6, in kilograms.</summary>
    Kilograms,

    /// <summary>A number in the unit of OBX-6, in metres.</summary>
    Metres,
}
