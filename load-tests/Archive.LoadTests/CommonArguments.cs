using System.CommandLine;

namespace Archive.LoadTests;

/// <summary>What several commands are given.</summary>
internal static class CommonArguments
{
    public static Argument<string> Node() => new("node") { Description = "The archive's executable." };

    public static Argument<string> Work() => new("directory") { Description = "Where data is made that the script removes afterwards." };

    public static Option<int> Rounds(int rounds) => new("--rounds") { Description = "How often everything is measured.", DefaultValueFactory = _ => rounds };
}
