namespace Archive.Protocol.Tests.Golden;

/// <summary>Every PDU and item as it stands on the wire, a field a line, put together by hand from the tables of PS3.8 9.3, D.1 and PS3.7 D.3.3.</summary>
internal static class GoldenPdus
{
    public const string AAssociateRq = """
        01000000 01B6  // A-ASSOCIATE-RQ 01H, reserved, length 438
        0001  // protocol version 1
        0000  // reserved
        41524348 49564520 20202020 20202020  // called AE title ARCHIVE
        43545F31 20202020 20202020 20202020  // calling AE title CT_1
        00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000  // reserved
        10000015  // application context 10H, reserved, length 21
        312E322E 3834302E 31303030 382E332E 312E312E 31  // DICOM 1.2.840.10008.3.1.1.1
        2000002E  // presentation context 20H, reserved, length 46
        01000000  // id 1, reserved
        30000011  // abstract syntax 30H, reserved, length 17
        312E322E 3834302E 31303030 382E312E 31  // UID 1.2.840.10008.1.1
        40000011  // transfer syntax 40H, reserved, length 17
        312E322E 3834302E 31303030 382E312E 32  // UID 1.2.840.10008.1.2
        2000004D  // presentation context 20H, reserved, length 77
        03000000  // id 3, reserved
        30000019  // abstract syntax 30H, reserved, length 25
        312E322E 3834302E 31303030 382E352E 312E342E 312E312E 32  // UID 1.2.840.10008.5.1.4.1.1.2
        40000013  // transfer syntax 40H, reserved, length 19
        312E322E 3834302E 31303030 382E312E 322E31  // UID 1.2.840.10008.1.2.1
        40000011  // transfer syntax 40H, reserved, length 17
        312E322E 3834302E 31303030 382E312E 32  // UID 1.2.840.10008.1.2
        500000D2  // user information 50H, reserved, length 210
        51000004  // maximum length 51H, reserved, length 4
        00010000  // 65536
        52000007  // implementation class UID 52H, reserved, length 7
        312E322E 332E34  // UID 1.2.3.4
        53000004  // asynchronous operations window 53H, reserved, length 4
        0008  // maximum invoked 8
        0001  // maximum performed 1
        5400001D  // role selection 54H, reserved, length 29
        0019  // length 25
        312E322E 3834302E 31303030 382E352E 312E342E 312E312E 32  // SOP class 1.2.840.10008.5.1.4.1.1.2
        0001  // SCU 0, SCP 1
        55000006  // implementation version name 55H, reserved, length 6
        54455354 5F31  // TEST_1
        56000020  // SOP class extended negotiation 56H, reserved, length 32
        001B  // length 27
        312E322E 3834302E 31303030 382E352E 312E342E 312E322E 322E31  // SOP class 1.2.840.10008.5.1.4.1.2.2.1
        010001  // service class application information
        57000053  // SOP class common extended negotiation 57H, version 0, length 83
        001D  // length 29
        312E322E 3834302E 31303030 382E352E 312E342E 312E312E 38382E33 33  // SOP class 1.2.840.10008.5.1.4.1.1.88.33
        0011  // length 17
        312E322E 3834302E 31303030 382E342E 32  // service class 1.2.840.10008.4.2
        001F  // related general SOP classes, length 31
        001D  // length 29
        312E322E 3834302E 31303030 382E352E 312E342E 312E312E 38382E32 32  // related 1.2.840.10008.5.1.4.1.1.88.22
        5800000D  // user identity 58H, reserved, length 13
        0201  // type 2 user name and passcode, response requested
        0004  // length 4
        616E6E61  // primary field anna
        0003  // length 3
        78797A  // secondary field xyz
        """;

    public const string AAssociateAc = """
        02000000 0110  // A-ASSOCIATE-AC 02H, reserved, length 272
        0001  // protocol version 1
        0000  // reserved
        41524348 49564520 20202020 20202020  // called AE title ARCHIVE
        43545F31 20202020 20202020 20202020  // calling AE title CT_1
        00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000  // reserved
        10000015  // application context 10H, reserved, length 21
        312E322E 3834302E 31303030 382E332E 312E312E 31  // DICOM 1.2.840.10008.3.1.1.1
        21000019  // presentation context 21H, reserved, length 25
        01000000  // id 1, reserved, result 0 acceptance, reserved
        40000011  // transfer syntax 40H, reserved, length 17
        312E322E 3834302E 31303030 382E312E 32  // UID 1.2.840.10008.1.2
        2100001B  // presentation context 21H, reserved, length 27
        03000400  // id 3, reserved, result 4 transfer syntaxes not supported, reserved
        40000013  // transfer syntax 40H, reserved, length 19
        312E322E 3834302E 31303030 382E312E 322E31  // UID 1.2.840.10008.1.2.1
        50000073  // user information 50H, reserved, length 115
        51000004  // maximum length 51H, reserved, length 4
        00020000  // 131072
        52000007  // implementation class UID 52H, reserved, length 7
        312E322E 332E34  // UID 1.2.3.4
        53000004  // asynchronous operations window 53H, reserved, length 4
        0004  // maximum invoked 4
        0001  // maximum performed 1
        5400001D  // role selection 54H, reserved, length 29
        0019  // length 25
        312E322E 3834302E 31303030 382E352E 312E342E 312E312E 32  // SOP class 1.2.840.10008.5.1.4.1.1.2
        0001  // SCU 0, SCP 1
        55000006  // implementation version name 55H, reserved, length 6
        54455354 5F31  // TEST_1
        56000020  // SOP class extended negotiation 56H, reserved, length 32
        001B  // length 27
        312E322E 3834302E 31303030 382E352E 312E342E 312E322E 322E31  // SOP class 1.2.840.10008.5.1.4.1.2.2.1
        010000  // service class application information
        59000005  // user identity 59H, reserved, length 5
        0003  // length 3
        616263  // server response abc
        """;

    public const string AAssociateRj = """
        03000000 0004  // A-ASSOCIATE-RJ 03H, reserved, length 4
        00  // reserved
        01  // result 1 rejected-permanent
        01  // source 1 service-user
        07  // reason 7 called AE title not recognized
        """;

    /// <summary>A message as the writer cuts it for a peer with a maximum length of 12: every fragment in a PDU of its own.</summary>
    public const string PDataTf = """
        04000000 000A  // P-DATA-TF 04H, reserved, length 10
        00000006  // PDV item, length 6
        01  // presentation context id 1
        03  // message control header: command, last fragment
        11223344  // fragment
        04000000 000C  // P-DATA-TF 04H, reserved, length 12
        00000008  // PDV item, length 8
        01  // presentation context id 1
        00  // message control header: data set, more to come
        01020304 0506  // fragment
        04000000 0008  // P-DATA-TF 04H, reserved, length 8
        00000004  // PDV item, length 4
        01  // presentation context id 1
        02  // message control header: data set, last fragment
        0708  // fragment
        """;

    /// <summary>The same message in one PDU.</summary>
    public const string PDataTfWithThreeValues = """
        04000000 001E  // P-DATA-TF 04H, reserved, length 30
        00000006  // PDV item, length 6
        01  // presentation context id 1
        03  // message control header: command, last fragment
        11223344  // fragment
        00000008  // PDV item, length 8
        01  // presentation context id 1
        00  // message control header: data set, more to come
        01020304 0506  // fragment
        00000004  // PDV item, length 4
        01  // presentation context id 1
        02  // message control header: data set, last fragment
        0708  // fragment
        """;

    public const string AReleaseRq = """
        05000000 0004  // A-RELEASE-RQ 05H, reserved, length 4
        00000000  // reserved
        """;

    public const string AReleaseRp = """
        06000000 0004  // A-RELEASE-RP 06H, reserved, length 4
        00000000  // reserved
        """;

    public const string AAbort = """
        07000000 0004  // A-ABORT 07H, reserved, length 4
        0000  // reserved
        02  // source 2 service-provider
        06  // reason 6 invalid PDU parameter value
        """;
}
