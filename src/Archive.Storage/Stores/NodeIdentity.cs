namespace Archive.Storage.Stores;

/// <summary>A node as others that share its database are to know it.</summary>
/// <param name="Address"><c>host:port</c> where they reach it. A node that starts takes the place of one that had the same.</param>
/// <param name="Version">Of the program.</param>
public sealed record NodeIdentity(string Address, string Version);
