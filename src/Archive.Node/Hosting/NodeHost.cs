using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Archive.Actors;
using Archive.Actors.Associations;
using Archive.Actors.Cluster;
using Archive.Actors.Peers;
using Archive.Actors.Persistence.Query;
using Archive.Actors.Studies;
using Archive.Node.Http;
using Archive.Node.Options;
using Archive.Storage.Blobs;
using Archive.Storage.Stores;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace Archive.Node.Hosting;

/// <summary>Runs a node with its HTTP listener until it is told to stop.</summary>
internal static class NodeHost
{
    /// <summary>The exit code when the node ends by itself: it can serve nothing any more.</summary>
    private const int Useless = 3;

    /// <summary>How long it may take to end by itself. What is in flight then cannot be recorded.</summary>
    private static readonly TimeSpan MaxUselessEnd = TimeSpan.FromSeconds(8);

    private static string Version { get; } = typeof(NodeHost).Assembly.GetName().Version?.ToString(3) ?? throw new InvalidOperationException("The program has no version.");

    /// <returns>The exit code.</returns>
    /// <exception cref="StartException">It cannot start; the message says why.</exception>
    /// <exception cref="DataDirectoryUnusableException">Another process has the data directory, or it cannot be used.</exception>
    public static async Task<int> RunAsync(ArchiveOptions options, IConfiguration configuration, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals(cancellationToken);
        try
        {
            return await RunAsync(options, configuration, signals);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            Console.WriteLine("The archive was stopped before it was ready.");
            return 0;
        }
    }

    private static async Task<int> RunAsync(ArchiveOptions options, IConfiguration configuration, StopSignals signals)
    {
        var exitCode = 0;
        using var limit = new EndLimit(Environment.Exit);
        using var metrics = new PrometheusMetrics();
        var local = new LocalNodeOptions(options);
        var builder = CreateBuilder(options, configuration);
        var place = ClusterPlace.Find(options);
        builder.Services.AddSingleton<IHostLifetime>(signals).AddSingleton(place);
        await using var stores = await OpenAsync(local.DataDirectory, new NodeIdentity(place.Address, Version), signals.Token);
        stores.Health.Close("The archive starts.");
        builder.Services.AddStores(stores).AddArchive().AddArchiveSystem(akka => akka.AddArchive(stores.DisposeAsync).AddReadJournal());
        await using var web = builder.Build();
        try
        {
            var node = new ArchiveNode(stores, web.Services);
            await node.RecoverAsync(signals.Token);
            if (web.Services.GetService<SharedPeers>() is { } peers)
                await peers.LoadAsync([.. options.Peers.Select(PeerJson.Store)], PeerAdministration.Who, TimeProvider.System, signals.Token);
            web.MapHealth(() => node.NotReadyReason);
            web.MapCluster(web.Services.GetRequiredService<ClusterObserver>());
            ActivatorUtilities.CreateInstance<WorklistEndpoints>(web.Services).Map(web);
            ActivatorUtilities.CreateInstance<CommitmentEndpoints>(web.Services).Map(web);
            ActivatorUtilities.CreateInstance<StepEndpoints>(web.Services).Map(web);
            web.MapOpenApi();
            web.MapGet("/metrics", () => Results.Text(metrics.Render(), PrometheusMetrics.ContentType));
            await StartAsync(web, options);
            var entry = web.Services.GetRequiredService<ClusterEntry>();
            var end = Task.WhenAny(StopRequestedAsync(web, signals.Token), node.Uselessness, entry.LeaveRequested);
            await Task.WhenAny(entry.Joined, end);
            signals.Token.ThrowIfCancellationRequested();
            if (entry.Joined.IsCompleted)
            {
                node.Listen(local.DicomEndPoint);
                PrintBanner(options, node, web);
            }

            if (await Task.WhenAny(entry.DrainRequested, end) != end)
                await Task.WhenAny(node.DrainAsync(), end);

            await end;
            if (node.Uselessness is { IsCompletedSuccessfully: true, Result: var reason })
            {
                Log.Useless(web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Archive"), reason);
                exitCode = Useless;
                limit.Begin(MaxUselessEnd, Useless);
            }
        }
        finally
        {
            await web.StopAsync(CancellationToken.None);
        }

        return exitCode;
    }

    /// <summary>A stop does not wait until a database has been brought up to date: the process ends meanwhile, as it might by a power cut.</summary>
    private static Task<DataStores> OpenAsync(DataDirectoryOptions options, NodeIdentity node, CancellationToken cancellationToken) =>
        DataStores.OpenAsync(options, node, Console.WriteLine, cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Starts the actors, then HTTP. Not broken off by a stop: it takes a second, and what is half started is hard to stop.</summary>
    private static async Task StartAsync(WebApplication web, ArchiveOptions options)
    {
        try
        {
            await web.StartAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new StartException(
                $"HTTP cannot listen on {options.Http.BindAddress}:{options.Http.Port}: {e.Message} Set Archive:Http:Port or stop what uses it.", e);
        }
    }

    private static async Task StopRequestedAsync(WebApplication web, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(web.Lifetime.ApplicationStopping, cancellationToken);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Token.Register(stopping.SetResult);
        await stopping.Task;
    }

    /// <exception cref="StartException">An option is not what it should be.</exception>
    private static WebApplicationBuilder CreateBuilder(ArchiveOptions options, IConfiguration configuration)
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
        builder.Logging.AddFilter("Akka", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // what fails at its start is told in a sentence
        builder.Logging.AddConsole(console => console.FormatterName = "line");
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ConsoleFormatter, LineFormatter>();
        builder.Services.AddSettings(options);
        return builder;
    }

    private static IServiceCollection AddStores(this IServiceCollection services, DataStores stores) =>
        (stores.Members is { } members ? services.AddSingleton(members) : services)
        .AddSingleton(stores.Health)
        .AddSingleton(stores.Budget)
        .AddSingleton(stores.Blobs)
        .AddSingleton<IBlobStore>(stores.Blobs)
        .AddSingleton(stores.Journal)
        .AddSingleton(stores.JournalFeed)
        .AddSingleton(stores.Snapshots)
        .AddSingleton(stores.Facts)
        .AddSingleton(stores.Index);

    private static void PrintBanner(ArchiveOptions options, ArchiveNode node, WebApplication web)
    {
        var dicom = node.DicomEndPoint;
        var host = dicom.Address.Equals(IPAddress.Any) || dicom.Address.Equals(IPAddress.IPv6Any) ? "HOST" : dicom.Address.ToString();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Archive {Version} is ready.
              DICOM  {options.AeTitle} at {dicom}
              HTTP   {web.Urls.First()} (/health/live, /health/ready, /metrics){(node.Hl7EndPoint is { } hl7 ? $"\n  HL7    {hl7}" : "")}
              Data   {node.DataDirectory}
              Peers  {Describe(web.Services.GetRequiredService<PeerDirectory>())}
              Limits {Limits.Describe(options)}
            Send a first file:
              storescu -aec {options.AeTitle} {host} {dicom.Port} FILE.dcm
            """));
    }

    private static string Describe(PeerDirectory peers)
    {
        var known = string.Join(", ", peers.Titles);
        return (known.Length == 0 ? "none configured" : known) + (peers.IsOpen ? "; any caller is accepted" : "; others are refused");
    }
}
