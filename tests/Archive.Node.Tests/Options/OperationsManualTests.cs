using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Archive.Node.Options;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Node.Tests.Options;

/// <summary><c>docs/operations.md</c> and the code say the same of the options.</summary>
public sealed partial class OperationsManualTests
{
    [Fact]
    public void Every_option_is_in_the_manual_and_the_manual_has_no_other()
    {
        var documented = Rows().SelectMany(row => row.Names).Order(StringComparer.Ordinal);
        var known = OptionsOf(new ArchiveOptions { Peers = [new PeerOptions()] }, ArchiveOptions.SectionName).Select(option => option.Name).Order(StringComparer.Ordinal);

        Assert.Equal(known, documented);
    }

    [Fact]
    public void The_manual_has_the_defaults_of_the_code()
    {
        var defaults = OptionsOf(new ArchiveOptions { Peers = [new PeerOptions()] }, ArchiveOptions.SectionName).ToDictionary(option => option.Name, option => option.Default);

        foreach (var row in Rows().Where(row => row.Defaults.Count > 0))
            Assert.All(row.Names.Zip(row.Defaults), pair => Assert.True(defaults[pair.First] == pair.Second, $"{pair.First} is {defaults[pair.First]} by default, the manual says {pair.Second}."));
    }

    [Fact]
    public void The_manual_lists_the_private_SOP_classes_of_the_code()
    {
        var documented = ManualLines().Where(line => line.Contains(" Storage |", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], cells[2].Trim('`'), cells[3]));

        Assert.Equal(VendorSopClasses.All.Select(sopClass => (sopClass.Vendor, sopClass.Uid.Value, sopClass.Name)), documented);
    }

    private static IEnumerable<string> ManualLines() => File.ReadLines(Path.Combine(SharedFiles.RepositoryRoot, "docs", "operations.md"));

    /// <summary>The table of options: names, and the defaults that are given as values.</summary>
    private static IEnumerable<(IReadOnlyList<string> Names, IReadOnlyList<string> Defaults)> Rows()
    {
        foreach (var line in ManualLines())
        {
            if (!line.StartsWith("| `Archive:", StringComparison.Ordinal))
                continue;
            var cells = line.Split('|');
            string[] names = [.. Code().Matches(cells[1]).Select(match => match.Groups[1].Value)];
            string[] defaults = [.. Code().Matches(cells[2]).Select(match => match.Groups[1].Value)];
            yield return (names, defaults.Length == names.Length && cells[2].Trim('`', ' ', ',').Length > 0 && !defaults[0].Contains(':') ? defaults : []);
        }
    }

    private static IEnumerable<(string Name, string Default)> OptionsOf(object options, string path)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            var value = property.GetValue(options);
            var name = $"{path}:{property.Name}";
            var element = property.PropertyType is { IsGenericType: true } list ? list.GetGenericArguments()[0] : typeof(string);
            var groups = element.IsClass && element.Namespace == typeof(ArchiveOptions).Namespace ? [(Activator.CreateInstance(element)!, $"{name}:N")]
                : property.PropertyType is { IsClass: true } type && type.Namespace == typeof(ArchiveOptions).Namespace ? [(value!, name)]
                : Array.Empty<(object, string)>();
            if (groups.Length == 0)
                yield return (name, value is IList ? "" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            foreach (var (group, groupName) in groups)
            {
                foreach (var option in OptionsOf(group, groupName))
                    yield return option;
            }
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
