using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Archive.Actors.Cluster;
using Archive.Actors.Tests.TestKit;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.Cluster;

/// <summary>What Akka says is a line in the node's log that an operator can read.</summary>
[Collection(nameof(ActorSystemCollection))]
public sealed class HostLogTests
{
    [Theory]
    [InlineData(
        "akka://archive/system/endpointManager/reliableEndpointWriter-akka.tcp%3A%2F%2Farchive%40n2%3A4052-2",
        "Association with akka.tcp://archive@n2:4052 has failed. Reason is: [Akka.Remote.EndpointDisassociatedException: Disassociated\n   at Akka.Remote.X()]",
        "reliableEndpointWriter-akka.tcp%3A%2F%2Farchive%40n2%3A4052-2: Association with akka.tcp://archive@n2:4052 has failed. Reason is: [Disassociated]")]
    [InlineData(
        "akka://archive/system/endpointManager",
        "Unreachable [akka.tcp://archive@n2:4052]. Reason: [A.BException: Failed ---> System.Net.Sockets.SocketException: Connection refused]",
        "endpointManager: Unreachable [akka.tcp://archive@n2:4052]. Reason: [Failed ---> Connection refused]")]
    [InlineData("akka://archive/user/studies", "A.BException: Failed\n   at X()", "studies: A.BException: Failed")]
    public async Task What_it_says_is_a_line_and_of_a_connection_one_without_names_of_types(string source, string message, string line)
    {
        using var logs = new RecordingLoggerFactory();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<ILoggerFactory>(logs).AddAkka("test", akka => akka.AddArchiveSettings());
        using var host = builder.Build();
        await host.StartAsync();

        host.Services.GetRequiredService<ActorSystem>().EventStream.Publish(
            new Warning(new InvalidOperationException("thrown"), source, typeof(HostLogTests), message));

        await Wait.UntilAsync(() => logs.Lines.Any(said => said.Text.StartsWith(line[..8], StringComparison.Ordinal)), "the line");
        var written = Assert.Single(logs.Lines, said => said.Text.StartsWith(line[..8], StringComparison.Ordinal));
        Assert.Equal(line, written.Text);
        await host.StopAsync();
    }
}
