namespace Archive.Protocol.Tests.Dimse;

/// <summary>Every command of PS3.7 as it stands on the wire, an element a line: tag, length, value.</summary>
internal static class GoldenCommands
{
    public const string CEchoRequest = """
        00000000 04000000 38000000  // Command Group Length 56
        00000200 12000000 312E322E 3834302E 31303030 382E312E 3100  // Affected SOP Class UID 1.2.840.10008.1.1
        00000001 02000000 3000  // Command Field C-ECHO-RQ
        00001001 02000000 0100  // Message ID 1
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        """;

    public const string CEchoResponse = """
        00000000 04000000 42000000  // Command Group Length 66
        00000200 12000000 312E322E 3834302E 31303030 382E312E 3100  // Affected SOP Class UID 1.2.840.10008.1.1
        00000001 02000000 3080  // Command Field C-ECHO-RSP
        00002001 02000000 0100  // Message ID Being Responded To 1
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000009 02000000 0000  // Status 0000H
        """;

    public const string CStoreRequest = """
        00000000 04000000 76000000  // Command Group Length 118
        00000200 1A000000 312E322E 3834302E 31303030 382E352E 312E342E 312E312E 3200  // Affected SOP Class UID 1.2.840.10008.5.1.4.1.1.2
        00000001 02000000 0100  // Command Field C-STORE-RQ
        00001001 02000000 0700  // Message ID 7
        00000007 02000000 0200  // Priority low
        00000008 02000000 0100  // Command Data Set Type 0001H: present
        00000010 0C000000 312E322E 332E342E 352E3600  // Affected SOP Instance UID 1.2.3.4.5.6
        00003010 06000000 4D4F5645 5220  // Move Originator Application Entity Title MOVER
        00003110 02000000 0102  // Move Originator Message ID 513
        """;

    public const string CStoreResponse = """
        00000000 04000000 8C000000  // Command Group Length 140
        00000200 1A000000 312E322E 3834302E 31303030 382E352E 312E342E 312E312E 3200  // Affected SOP Class UID 1.2.840.10008.5.1.4.1.1.2
        00000001 02000000 0180  // Command Field C-STORE-RSP
        00002001 02000000 0700  // Message ID Being Responded To 7
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000009 02000000 00A9  // Status A900H
        00000109 08000000 08001800 20000D00  // Offending Element (0008,0018) (0020,000D)
        00000209 0C000000 55494473 20646966 66657220  // Error Comment UIDs differ
        00000309 02000000 0500  // Error ID 5
        00000010 0C000000 312E322E 332E342E 352E3600  // Affected SOP Instance UID 1.2.3.4.5.6
        """;

    public const string CFindRequest = """
        00000000 04000000 4C000000  // Command Group Length 76
        00000200 1C000000 312E322E 3834302E 31303030 382E352E 312E342E 312E322E 322E3100  // Affected SOP Class UID 1.2.840.10008.5.1.4.1.2.2.1
        00000001 02000000 2000  // Command Field C-FIND-RQ
        00001001 02000000 0800  // Message ID 8
        00000007 02000000 0000  // Priority medium
        00000008 02000000 0100  // Command Data Set Type 0001H: present
        """;

    public const string CFindResponse = """
        00000000 04000000 4C000000  // Command Group Length 76
        00000200 1C000000 312E322E 3834302E 31303030 382E352E 312E342E 312E322E 322E3100  // Affected SOP Class UID 1.2.840.10008.5.1.4.1.2.2.1
        00000001 02000000 2080  // Command Field C-FIND-RSP
        00002001 02000000 0800  // Message ID Being Responded To 8
        00000008 02000000 0100  // Command Data Set Type 0001H: present
        00000009 02000000 00FF  // Status FF00H
        """;

    public const string CGetRequest = """
        00000000 04000000 4C000000  // Command Group Length 76
        00000200 1C000000 312E322E 3834302E 31303030 382E352E 312E342E 312E322E 322E3300  // Affected SOP Class UID 1.2.840.10008.5.1.4.1.2.2.3
        00000001 02000000 1000  // Command Field C-GET-RQ
        00001001 02000000 0900  // Message ID 9
        00000007 02000000 0100  // Priority high
        00000008 02000000 0100  // Command Data Set Type 0001H: present
        """;

    public const string CGetResponse = """
        00000000 04000000 74000000  // Command Group Length 116
        00000200 1C000000 312E322E 3834302E 31303030 382E352E 312E342E 312E322E 322E3300  // Affected SOP Class UID 1.2.840.10008.5.1.4.1.2.2.3
        00000001 02000000 1080  // Command Field C-GET-RSP
        00002001 02000000 0900  // Message ID Being Responded To 9
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000009 02000000 00FF  // Status FF00H
        00002010 02000000 0300  // Number of Remaining Sub-operations 3
        00002110 02000000 0200  // Number of Completed Sub-operations 2
        00002210 02000000 0100  // Number of Failed Sub-operations 1
        00002310 02000000 0400  // Number of Warning Sub-operations 4
        """;

    public const string CMoveRequest = """
        00000000 04000000 60000000  // Command Group Length 96
        00000200 1C000000 312E322E 3834302E 31303030 382E352E 312E342E 312E322E 322E3200  // Affected SOP Class UID 1.2.840.10008.5.1.4.1.2.2.2
        00000001 02000000 2100  // Command Field C-MOVE-RQ
        00001001 02000000 0A00  // Message ID 10
        00000006 0C000000 574F524B 53544154 494F4E20  // Move Destination WORKSTATION
        00000007 02000000 0000  // Priority medium
        00000008 02000000 0100  // Command Data Set Type 0001H: present
        """;

    public const string CMoveResponse = """
        00000000 04000000 6A000000  // Command Group Length 106
        00000200 1C000000 312E322E 3834302E 31303030 382E352E 312E342E 312E322E 322E3200  // Affected SOP Class UID 1.2.840.10008.5.1.4.1.2.2.2
        00000001 02000000 2180  // Command Field C-MOVE-RSP
        00002001 02000000 0A00  // Message ID Being Responded To 10
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000009 02000000 00B0  // Status B000H
        00002110 02000000 F401  // Number of Completed Sub-operations 500
        00002210 02000000 0200  // Number of Failed Sub-operations 2
        00002310 02000000 0100  // Number of Warning Sub-operations 1
        """;

    public const string CCancelRequest = """
        00000000 04000000 1E000000  // Command Group Length 30
        00000001 02000000 FF0F  // Command Field C-CANCEL-RQ
        00002001 02000000 0800  // Message ID Being Responded To 8
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        """;

    public const string NEventReportRequest = """
        00000000 04000000 62000000  // Command Group Length 98
        00000200 14000000 312E322E 3834302E 31303030 382E312E 32302E31  // Affected SOP Class UID 1.2.840.10008.1.20.1
        00000001 02000000 0001  // Command Field N-EVENT-REPORT-RQ
        00001001 02000000 0B00  // Message ID 11
        00000008 02000000 0100  // Command Data Set Type 0001H: present
        00000010 16000000 312E322E 3834302E 31303030 382E312E 32302E31 2E31  // Affected SOP Instance UID 1.2.840.10008.1.20.1.1
        00000210 02000000 0100  // Event Type ID 1
        """;

    public const string NEventReportResponse = """
        00000000 04000000 6C000000  // Command Group Length 108
        00000200 14000000 312E322E 3834302E 31303030 382E312E 32302E31  // Affected SOP Class UID 1.2.840.10008.1.20.1
        00000001 02000000 0081  // Command Field N-EVENT-REPORT-RSP
        00002001 02000000 0B00  // Message ID Being Responded To 11
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000009 02000000 0000  // Status 0000H
        00000010 16000000 312E322E 3834302E 31303030 382E312E 32302E31 2E31  // Affected SOP Instance UID 1.2.840.10008.1.20.1.1
        00000210 02000000 0100  // Event Type ID 1
        """;

    public const string NGetRequest = """
        00000000 04000000 60000000  // Command Group Length 96
        00000300 16000000 312E322E 3834302E 31303030 382E352E 312E312E 3136  // Requested SOP Class UID 1.2.840.10008.5.1.1.16
        00000001 02000000 1001  // Command Field N-GET-RQ
        00001001 02000000 0C00  // Message ID 12
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000110 0C000000 312E322E 332E342E 352E3600  // Requested SOP Instance UID 1.2.3.4.5.6
        00000510 08000000 10211000 10212000  // Attribute Identifier List (2110,0010) (2110,0020)
        """;

    public const string NGetResponse = """
        00000000 04000000 5A000000  // Command Group Length 90
        00000200 16000000 312E322E 3834302E 31303030 382E352E 312E312E 3136  // Affected SOP Class UID 1.2.840.10008.5.1.1.16
        00000001 02000000 1081  // Command Field N-GET-RSP
        00002001 02000000 0C00  // Message ID Being Responded To 12
        00000008 02000000 0100  // Command Data Set Type 0001H: present
        00000009 02000000 0000  // Status 0000H
        00000010 0C000000 312E322E 332E342E 352E3600  // Affected SOP Instance UID 1.2.3.4.5.6
        """;

    public const string NSetRequest = """
        00000000 04000000 52000000  // Command Group Length 82
        00000300 18000000 312E322E 3834302E 31303030 382E332E 312E322E 332E3300  // Requested SOP Class UID 1.2.840.10008.3.1.2.3.3
        00000001 02000000 2001  // Command Field N-SET-RQ
        00001001 02000000 0D00  // Message ID 13
        00000008 02000000 0100  // Command Data Set Type 0001H: present
        00000110 0C000000 312E322E 332E342E 352E3600  // Requested SOP Instance UID 1.2.3.4.5.6
        """;

    public const string NSetResponse = """
        00000000 04000000 66000000  // Command Group Length 102
        00000200 18000000 312E322E 3834302E 31303030 382E332E 312E322E 332E3300  // Affected SOP Class UID 1.2.840.10008.3.1.2.3.3
        00000001 02000000 2081  // Command Field N-SET-RSP
        00002001 02000000 0D00  // Message ID Being Responded To 13
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000009 02000000 1001  // Status 0110H
        00000309 02000000 10A7  // Error ID A710H
        00000010 0C000000 312E322E 332E342E 352E3600  // Affected SOP Instance UID 1.2.3.4.5.6
        """;

    public const string NActionRequest = """
        00000000 04000000 62000000  // Command Group Length 98
        00000300 14000000 312E322E 3834302E 31303030 382E312E 32302E31  // Requested SOP Class UID 1.2.840.10008.1.20.1
        00000001 02000000 3001  // Command Field N-ACTION-RQ
        00001001 02000000 0E00  // Message ID 14
        00000008 02000000 0100  // Command Data Set Type 0001H: present
        00000110 16000000 312E322E 3834302E 31303030 382E312E 32302E31 2E31  // Requested SOP Instance UID 1.2.840.10008.1.20.1.1
        00000810 02000000 0100  // Action Type ID 1
        """;

    public const string NActionResponse = """
        00000000 04000000 6C000000  // Command Group Length 108
        00000200 14000000 312E322E 3834302E 31303030 382E312E 32302E31  // Affected SOP Class UID 1.2.840.10008.1.20.1
        00000001 02000000 3081  // Command Field N-ACTION-RSP
        00002001 02000000 0E00  // Message ID Being Responded To 14
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000009 02000000 0000  // Status 0000H
        00000010 16000000 312E322E 3834302E 31303030 382E312E 32302E31 2E31  // Affected SOP Instance UID 1.2.840.10008.1.20.1.1
        00000810 02000000 0100  // Action Type ID 1
        """;

    public const string NCreateRequest = """
        00000000 04000000 52000000  // Command Group Length 82
        00000200 18000000 312E322E 3834302E 31303030 382E332E 312E322E 332E3300  // Affected SOP Class UID 1.2.840.10008.3.1.2.3.3
        00000001 02000000 4001  // Command Field N-CREATE-RQ
        00001001 02000000 0F00  // Message ID 15
        00000008 02000000 0100  // Command Data Set Type 0001H: present
        00000010 0C000000 312E322E 332E342E 352E3600  // Affected SOP Instance UID 1.2.3.4.5.6
        """;

    public const string NCreateResponse = """
        00000000 04000000 5C000000  // Command Group Length 92
        00000200 18000000 312E322E 3834302E 31303030 382E332E 312E322E 332E3300  // Affected SOP Class UID 1.2.840.10008.3.1.2.3.3
        00000001 02000000 4081  // Command Field N-CREATE-RSP
        00002001 02000000 0F00  // Message ID Being Responded To 15
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000009 02000000 1101  // Status 0111H
        00000010 0C000000 312E322E 332E342E 352E3600  // Affected SOP Instance UID 1.2.3.4.5.6
        """;

    public const string NDeleteRequest = """
        00000000 04000000 50000000  // Command Group Length 80
        00000300 16000000 312E322E 3834302E 31303030 382E352E 312E312E 3136  // Requested SOP Class UID 1.2.840.10008.5.1.1.16
        00000001 02000000 5001  // Command Field N-DELETE-RQ
        00001001 02000000 1000  // Message ID 16
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000110 0C000000 312E322E 332E342E 352E3600  // Requested SOP Instance UID 1.2.3.4.5.6
        """;

    public const string NDeleteResponse = """
        00000000 04000000 5A000000  // Command Group Length 90
        00000200 16000000 312E322E 3834302E 31303030 382E352E 312E312E 3136  // Affected SOP Class UID 1.2.840.10008.5.1.1.16
        00000001 02000000 5081  // Command Field N-DELETE-RSP
        00002001 02000000 1000  // Message ID Being Responded To 16
        00000008 02000000 0101  // Command Data Set Type 0101H: none
        00000009 02000000 0000  // Status 0000H
        00000010 0C000000 312E322E 332E342E 352E3600  // Affected SOP Instance UID 1.2.3.4.5.6
        """;
}
