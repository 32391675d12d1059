using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>A result of storage commitment, and the association that the archive opened for it.</summary>
internal sealed record ReceivedReport(AAssociateRq Association, NEventReportRequest Request, DataSet Information);
