using Archive.Storage.Peers;

namespace Archive.Cli.Peers;

/// <summary>What became of a peer, for people.</summary>
internal static class ChangeText
{
    public static string Describe(PeerChange change)
    {
        var (before, after) = (OptionsText.Read(change.Before), OptionsText.Read(change.After));
        if (change.After is null)
            return $"{change.AeTitle} removed{Describe(before.Select(option => $"{option.Key}={option.Value}"))}";
        if (change.Before is null)
            return $"{change.AeTitle} added{Describe(after.Select(option => $"{option.Key}={option.Value}"))}";
        var set = after.Where(option => before.GetValueOrDefault(option.Key) != option.Value)
            .Select(option => $"{option.Key}={option.Value}" + (before.TryGetValue(option.Key, out var was) ? $" (was {was})" : ""));
        var cleared = before.Where(option => !after.ContainsKey(option.Key)).Select(option => $"no {option.Key} (was {option.Value})");
        return $"{change.AeTitle} changed{Describe(set.Concat(cleared))}";
    }

    private static string Describe(IEnumerable<string> options) => string.Join("; ", options) is { Length: > 0 } text ? $": {text}" : "";
}
