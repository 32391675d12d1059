using System.Text.Json.Serialization;

namespace Archive.Storage.Journal.Events;

/// <summary>What happens when a SOP Instance UID comes again with other bytes. Identical bytes are never a conflict.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DuplicatePolicy>))]
public enum DuplicatePolicy
{
    /// <summary>The object that came first stays the current one; later ones are kept as versions. The sender is told 0000.</summary>
    KeepFirst = 0,

    /// <summary>The new object is the current one; the old one is kept as a version.</summary>
    Replace = 1,

    /// <summary>The sender is told that the object was refused; the first stays, and nothing else is kept.</summary>
    Refuse = 2,
}
