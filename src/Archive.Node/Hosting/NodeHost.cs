using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Archive.Node.Http;
using Archive.Node.Options;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace Archive.Node.Hosting;

/// <summary>Runs a node with its HTTP listener until it is told to stop.</summary>
internal static class NodeHost
{
    /// <returns>The exit code.</returns>
    /// <exception cref="StartException">It cannot start; the message says why.</exception>
    public static async Task<int> RunAsync(ArchiveOptions options, IConfiguration configuration, CancellationToken cancellationToken)
    {
        using var metrics = new PrometheusMetrics();
        await using var web = Build(options, configuration);
        await using (var node = await ArchiveNode.StartAsync(
            options, web.Services.GetRequiredService<ILoggerFactory>(), TimeProvider.System, cancellationToken))
        {
            web.MapHealth(node);
            web.MapGet("/metrics", () => Results.Text(metrics.Render(), PrometheusMetrics.ContentType));
            await ListenAsync(web, options.Http, cancellationToken);
            PrintBanner(options, node, web.Urls.First());
            await StopRequestedAsync(web, cancellationToken);
        }

        await web.StopAsync(CancellationToken.None);
        return 0;
    }

    private static async Task ListenAsync(WebApplication web, HttpOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new StartException(
                $"HTTP cannot listen on {options.BindAddress}:{options.Port}: {e.Message} Set Archive:Http:Port or stop what uses it.", e);
        }
    }

    private static async Task StopRequestedAsync(WebApplication web, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(web.Lifetime.ApplicationStopping, cancellationToken);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Token.Register(stopping.SetResult);
        await stopping.Task;
    }

    private static WebApplication Build(ArchiveOptions options, IConfiguration configuration)
    {
        var address = OptionText.Address(options.Http.BindAddress, "Archive:Http:BindAddress");
        // Nothing by default: the other builders watch the working directory for changes of appsettings.json, with everything
        // below it, and by default the data lie there: every write to them would wake the watcher.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddConfiguration(configuration);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(new IPEndPoint(address, options.Http.Port)));
        builder.Logging.AddConfiguration(configuration.GetSection("Logging"));
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddConsole(console => console.FormatterName = "line");
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ConsoleFormatter, LineFormatter>();
        return builder.Build();
    }

    private static void PrintBanner(ArchiveOptions options, ArchiveNode node, string url)
    {
        var dicom = node.DicomEndPoint;
        var host = dicom.Address.Equals(IPAddress.Any) || dicom.Address.Equals(IPAddress.IPv6Any) ? "HOST" : dicom.Address.ToString();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Archive {typeof(NodeHost).Assembly.GetName().Version?.ToString(3)} is ready.
              DICOM  {options.AeTitle} at {dicom}
              HTTP   {url} (/health/live, /health/ready, /metrics)
              Data   {node.DataDirectory}
              Peers  {DescribePeers(options, dicom.Address)}
            Send a first file:
              storescu -aec {options.AeTitle} {host} {dicom.Port} FILE.dcm
            """));
    }

    private static string DescribePeers(ArchiveOptions options, IPAddress address)
    {
        var known = options.Peers.Count == 0 ? "none configured" : string.Join(", ", options.Peers.Select(peer => peer.AeTitle));
        var isOpen = !(options.RequireKnownPeers ?? !IPAddress.IsLoopback(address));
        return isOpen ? $"{known}; any caller is accepted" : $"{known}; others are refused";
    }
}
