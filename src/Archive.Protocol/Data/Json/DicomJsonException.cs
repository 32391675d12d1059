namespace Archive.Protocol.Data.Json;

/// <summary>JSON that is no DICOM JSON Model object; the message says where and why.</summary>
public sealed class DicomJsonException(string message, Exception? innerException = null) : FormatException(message, innerException);
