using Archive.Cli.Files;

namespace Archive.Cli.Sending;

/// <summary>What lies at a path that was named or found.</summary>
/// <param name="Problem">What became of it, when it is no file to look into.</param>
internal readonly record struct FoundFile(FilePath Path, Inspection? Problem = null);
