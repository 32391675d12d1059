using Archive.Protocol.Dimse;

namespace Archive.EndToEnd.Tests.Malformed;

/// <summary>A bad object and what a sender of it is told.</summary>
internal sealed record MalformedObject(string Name, WireObject Object, DimseStatus Answer);
