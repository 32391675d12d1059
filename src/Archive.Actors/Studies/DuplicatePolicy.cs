using System.Text.Json.Serialization;

namespace Archive.Actors.Studies;

/// <summary>What happens when a SOP Instance UID comes again with other bytes. Identical bytes are never a conflict.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DuplicatePolicy>))]
public enum DuplicatePolicy
{
    /// <summary>The object that came first stays; the sender is told 0000 and the conflict is recorded.</summary>
    KeepFirst = 0,

    /// <summary>The new object takes the place of the old one.</summary>
    Replace = 1,

    /// <summary>The sender is told that the object was refused; the first stays.</summary>
    Refuse = 2,
}
