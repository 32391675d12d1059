using System.Reflection;
using Xunit.Sdk;

namespace Archive.Storage.Tests.Database.SqlServer;

/// <summary>The tests of a contract, as the data of one theory: where that is skipped, it is one test that is.</summary>
/// <param name="contract">A class of its tests that is not public, so that they are no tests by themselves.</param>
public sealed class ContractDataAttribute(Type contract) : DataAttribute
{
    public Type Contract { get; } = contract;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => TestsOf(Contract).Select(test => new object[] { test.Name });

    /// <summary>Runs one of them on an instance of its own.</summary>
    public static async Task RunAsync(Type contract, string name, Func<object> create)
    {
        var (_, method, arguments) = TestsOf(contract).Single(test => test.Name == name);
        var instance = create();
        using var closing = instance as IDisposable;
        if (method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task running)
            await running;
    }

    private static IEnumerable<(string Name, MethodInfo Method, object[] Arguments)> TestsOf(Type contract) => contract.GetMethods()
        .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
        .SelectMany(method => ArgumentsOf(method).Select((arguments, number) => ($"{method.Name} {number}", method, arguments)));

    private static IEnumerable<object[]> ArgumentsOf(MethodInfo method) => method.GetCustomAttributes<DataAttribute>().ToList() is { Count: > 0 } data
        ? data.SelectMany(attribute => attribute.GetData(method)).Select(row => row.Concat(method.GetParameters().Skip(row.Length).Select(parameter => parameter.DefaultValue!)).ToArray())
        : [[]];
}
