using Archive.Protocol.Client;
using Archive.Protocol.Pdu;

namespace Archive.LoadTests.Servers;

/// <summary>A server that can be measured.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="GetVersionAsync">What it is, as it says itself.</param>
/// <param name="StartAsync">Starts it on a directory, which is made when it is not there.</param>
internal sealed record Contender(string Name, string AeTitle, int Port, Func<Task<string>> GetVersionAsync, Func<string, Task<ServerProcess>> StartAsync)
{
    public AeTitle Called => new(AeTitle);

    /// <summary>Where senders call it, by turns; <see cref="Port"/> alone unless it is a cluster.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [Port];

    /// <summary>What it takes to call it; contexts are to be proposed.</summary>
    public ScuAssociationOptions Call(string callingAeTitle) => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        CalledAeTitle = Called,
        CallingAeTitle = new AeTitle(callingAeTitle),
    };

    /// <summary>Says what is compared.</summary>
    public static async Task PrintVersionsAsync(IEnumerable<Contender> contenders)
    {
        foreach (var contender in contenders)
            Console.WriteLine($"- {contender.Name}: {await contender.GetVersionAsync()}");
    }
}
