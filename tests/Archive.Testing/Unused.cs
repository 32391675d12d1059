using System.Reflection;

namespace Archive.Testing;

/// <summary>Stands where something must be that a test does not use: whatever is called of it fails the test.</summary>
public class Unused : DispatchProxy
{
    public static T Of<T>()
        where T : class => Create<T, Unused>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        throw new InvalidOperationException($"{targetMethod?.DeclaringType?.Name}.{targetMethod?.Name} is called in a test that is not about it.");
}
