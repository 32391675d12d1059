namespace Archive.Actors.Entities;

/// <summary>Failures after which a command is told again, as metrics name them.</summary>
internal static class EntityFailureNames
{
    public static string Of(EntityFailureKind failure) => failure switch
    {
        EntityFailureKind.NothingRecorded => "nothing_recorded",
        EntityFailureKind.Undelivered => "undelivered",
        _ => "unknown",
    };
}
