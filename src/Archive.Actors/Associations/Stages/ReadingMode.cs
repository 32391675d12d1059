namespace Archive.Actors.Associations.Stages;

/// <summary>What becomes of P-DATA that arrives.</summary>
internal enum ReadingMode
{
    /// <summary>None may come: the actor is told of it (PS3.8 Evt10).</summary>
    Report,

    /// <summary>It goes downstream.</summary>
    Take,

    /// <summary>The association is over: it is passed over.</summary>
    Drop,
}
