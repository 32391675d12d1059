namespace Archive.Cli.Peers;

/// <summary>An option of a peer as the command line has it.</summary>
/// <param name="Option">Its name in appsettings.json.</param>
/// <param name="Name">Its name on the command line, without dashes.</param>
/// <param name="Value">What stands for its value in the help.</param>
internal sealed record PeerSetting(string Option, string Name, string Value, string Description, bool IsList = false)
{
    public static IReadOnlyList<PeerSetting> All { get; } =
    [
        new("Host", "host", "ADDRESS", "The IP address from which alone it may call; of one that is called also a name"),
        new("Port", "port", "PORT", "Where it listens, if it is called"),
        new("Roles", "role", "ROLE", "What it may do: Store, Query, Retrieve, MoveDestination, Worklist, PerformedSteps, Commitment, None", IsList: true),
        new("DuplicatePolicy", "duplicate-policy", "POLICY", "Its own policy: KeepFirst, Replace, Refuse"),
        new("TransferSyntaxes", "transfer-syntax", "SYNTAX", "The only ones accepted of it and proposed to it, best first, by UID or keyword", IsList: true),
        new("CharacterSets", "character-set", "SET", "Specific Character Set in which it is answered, best first", IsList: true),
        new("FallbackCharacterSet", "fallback-character-set", "SET", "How its text is read that declares no Specific Character Set"),
        new("MaxAnswers", "max-answers", "N", "The most answers of one query"),
        new("MaxUnboundedRows", "max-unbounded-rows", "N", "A query that no index narrows is refused when there are more"),
        new("Relational", "relational", "WHEN", "When it may leave out the unique keys of the levels above: WhenNegotiated, Always"),
        new("CallingAeTitle", "calling-ae-title", "AE", "The AE title by which it is called"),
        new("Tls", "tls", "BOOL", "Whether it is called by TLS: true, false"),
        new("ForwardSteps", "forward-steps", "BOOL", "Whether performed procedure steps are sent on to it: true, false"),
        new("CommitmentReports", "commitment-reports", "WHERE", "On which association it is told the results of commitments: OpenAssociation, NewAssociation, Either"),
        new("CommitmentRetrieveAeTitle", "commitment-retrieve-ae-title", "BOOL", "Whether results of commitments name the archive in Retrieve AE Title: true, false"),
        new("SopClasses", "sop-class", "CLASS", "The only storage classes that are sent to it, by UID or keyword", IsList: true),
        new("MaxPduBytes", "max-pdu-bytes", "BYTES", "The longest P-DATA-TF that is sent to it"),
        new("MaxAssociations", "max-associations", "N", "Associations with it at once, over all retrievals of a node"),
        new("Retries", "retries", "N", "How often what failed on the way to it is tried again"),
        new("RetryDelaySeconds", "retry-delay-seconds", "SECONDS", "After how long"),
    ];
}
