using System.Reflection;
using Archive.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Node.Tests.Hosting;

public sealed class EventIdTests
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void Every_line_of_the_log_has_an_event_id_of_its_own()
    {
        var messages = Assemblies(typeof(ArchiveNode).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(Any))
            .Select(method => (Name: $"{method.DeclaringType}.{method.Name}", method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(message => message.EventId is not null)
            .ToList();

        var shared = messages.GroupBy(message => message.EventId).Where(group => group.Count() > 1).Select(group => string.Join(" = ", group.Select(message => message.Name)));

        Assert.True(messages.Count > 30, $"Only {messages.Count} messages were found.");
        Assert.Empty(shared);
    }

    /// <summary>The node's assembly and all of the archive's that it needs.</summary>
    private static HashSet<Assembly> Assemblies(Assembly root)
    {
        var found = new HashSet<Assembly>();
        var toVisit = new Queue<Assembly>([root]);
        while (toVisit.TryDequeue(out var next))
        {
            if (!found.Add(next))
                continue;
            foreach (var name in next.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Archive.", StringComparison.Ordinal)))
                toVisit.Enqueue(Assembly.Load(name));
        }

        return found;
    }
}
