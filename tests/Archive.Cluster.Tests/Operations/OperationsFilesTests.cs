using System.Text.Json;
using System.Text.RegularExpressions;
using Archive.Node;
using Archive.Node.Options;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Cluster.Tests.Operations;

/// <summary>What is given to operators fits the archive: no option and no metric that it does not have.</summary>
public sealed partial class OperationsFilesTests
{
    public static TheoryData<string> Files => new(OperationsFiles.All);

    public static TheoryData<string> YamlFiles => new(OperationsFiles.All.Where(file => Path.GetExtension(file) is ".yaml" or ".yml"));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_option_that_a_file_names_exists(string file)
    {
        foreach (var name in OptionNames().Matches(OperationsFiles.Read(file)).Select(match => match.Value).Distinct())
            Assert.DoesNotContain(" is no option", ProblemWith(name, "1") ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(YamlFiles))]
    public void Files_for_machines_are_well_formed(string file) => Assert.NotEmpty(OperationsFiles.ReadYaml(file));

    [Fact]
    public void Every_container_is_given_options_that_are_accepted()
    {
        var compose = OperationsFiles.ReadYaml("compose.yaml")[0];
        string[] nodes = ["node1", "node2", "node3"];
        var containers = nodes.Select(node => OperationsFiles.At(compose, "services", node, "environment").Cast<IDictionary<object, object>>().Single()
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value)).ToList();
        var set = OperationsFiles.ReadYaml("kubernetes/archive.yaml").Single(document => (string)OperationsFiles.At(document, "kind").Single() == "StatefulSet");
        containers.Add(OperationsFiles.At(set, "spec", "template", "spec", "containers", "env").Cast<IDictionary<object, object>>()
            .ToDictionary(variable => (string)variable["name"], variable => variable.TryGetValue("value", out var value) ? (string)value : "from elsewhere"));

        foreach (var variables in containers)
        {
            Assert.Equal("PostgreSql", variables["Archive__Database__Provider"]);
            Assert.NotEmpty(variables["Archive__Cluster__Certificate"]); // off loopback nodes prove who they are
            foreach (var (name, value) in variables.Where(variable => variable.Key.StartsWith("Archive__", StringComparison.Ordinal)))
                Assert.Null(ProblemWith(name, value));
        }
    }

    [Fact]
    public void Who_stops_a_node_waits_until_it_has_handed_over()
    {
        // The phases of the coordinated shutdown may take 35 s for associations, 12 s for shards and 20 s for what is written.
        const int Shutdown = 35 + 12 + 20;
        var unit = int.Parse(StopLimit().Match(OperationsFiles.Read("archive.service")).Value, null);
        var compose = OperationsFiles.At(OperationsFiles.ReadYaml("compose.yaml")[0], "services", "node1", "stop_grace_period").Cast<string>().Single();
        var set = OperationsFiles.ReadYaml("kubernetes/archive.yaml").Single(document => (string)OperationsFiles.At(document, "kind").Single() == "StatefulSet");
        var pod = OperationsFiles.At(set, "spec", "template", "spec", "terminationGracePeriodSeconds").Cast<string>().Single();

        Assert.All([unit, int.Parse(compose.TrimEnd('s'), null), int.Parse(pod, null)], seconds => Assert.InRange(seconds, Shutdown + 10, 300));
    }

    [Fact]
    public async Task Alerts_and_dashboard_show_metrics_that_exist()
    {
        using var folder = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(folder["data"]);
        var instance = WireObject.Of(TestData.Ct());
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(instance));
        await node.GetAsync((await node.FindStudiesAsync())[0], instance);
        var (_, metrics) = await node.GetAsync("/metrics");
        var known = TypeLines().Matches(metrics).Select(match => match.Groups["name"].Value).ToHashSet();

        var shown = MetricNames().Matches(OperationsFiles.Read("prometheus/archive-alerts.yml") + OperationsFiles.Read("grafana/archive.json")).Select(match => HistogramSuffix().Replace(match.Value, "")).ToHashSet();

        Assert.NotEmpty(shown);
        Assert.Empty(shown.Except(known));
    }

    [Fact]
    public void The_dashboard_is_well_formed()
    {
        using var dashboard = JsonDocument.Parse(OperationsFiles.Read("grafana/archive.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();

        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.All(panels, panel => Assert.NotEqual(0, panel.GetProperty("targets").GetArrayLength()));
    }

    [NeedsFact(Need.Promtool)]
    public async Task Prometheus_understands_its_files()
    {
        var result = await DcmtkTool.RunAsync("promtool", "check", "config", Path.Combine(OperationsFiles.Folder, "prometheus", "prometheus.yml"));

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("rules found", result.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("Archive__[A-Za-z0-9_]*[A-Za-z0-9]")]
    private static partial Regex OptionNames();

    [GeneratedRegex("archive_[a-z0-9_]+")]
    private static partial Regex MetricNames();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture)]
    private static partial Regex HistogramSuffix();

    [GeneratedRegex("^# TYPE (?<name>archive_[a-z0-9_]+) ", RegexOptions.Multiline)]
    private static partial Regex TypeLines();

    [GeneratedRegex("(?<=^TimeoutStopSec=)[0-9]+$", RegexOptions.Multiline)]
    private static partial Regex StopLimit();

    private static string? ProblemWith(string variable, string value)
    {
        try
        {
            ArchiveConfiguration.Read(ArchiveConfiguration.Build([$"--{variable.Replace("__", ":", StringComparison.Ordinal)}={value}"]));
            return null;
        }
        catch (StartException problem)
        {
            return problem.Message;
        }
    }
}
