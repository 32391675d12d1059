namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>How much of what it may fill in a modality does.</summary>
public enum Filling
{
    /// <summary>Every attribute that the statement lists has a value, unless it never has one.</summary>
    GivesEverything,

    EmptiesWhatMayBeEmpty,

    LeavesOutWhatMayBeAbsent,
}
