using System.Reflection;
using Archive.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Node.Tests.Hosting;

/// <summary>What may be said of every line that the archive can write to its log.</summary>
public sealed class LogMessageTests
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly List<(MethodInfo Method, LoggerMessageAttribute Message)> Messages =
    [
        .. Assemblies(typeof(ArchiveNode).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(Any))
            .Select(method => (method, method.GetCustomAttribute<LoggerMessageAttribute>()!))
            .Where(message => message.Item2 is not null),
    ];

    [Fact]
    public void Each_has_an_event_id_of_its_own()
    {
        var shared = Messages.GroupBy(message => message.Message.EventId).Where(group => group.Count() > 1).Select(group => string.Join(" = ", group.Select(Describe)));

        Assert.True(Messages.Count > 30, $"Only {Messages.Count} messages were found.");
        Assert.Empty(shared);
    }

    [Fact]
    public void Those_of_services_begin_with_the_number_of_the_association()
    {
        var ofServices = Messages.Where(message => message.Method.DeclaringType!.Namespace!.StartsWith("Archive.Actors.Services.", StringComparison.Ordinal)).ToList();

        Assert.True(ofServices.Count > 10, $"Only {ofServices.Count} messages were found.");
        Assert.Empty(ofServices.Where(message => !message.Message.Message.StartsWith("association {Number}", StringComparison.Ordinal)).Select(Describe));
    }

    private static string Describe((MethodInfo Method, LoggerMessageAttribute Message) message) => $"{message.Method.DeclaringType}.{message.Method.Name}";

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
