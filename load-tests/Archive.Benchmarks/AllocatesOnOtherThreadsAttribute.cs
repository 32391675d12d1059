namespace Archive.Benchmarks;

/// <summary>The operations of the class do their work on threads of the pool: what the whole process allocates is counted.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AllocatesOnOtherThreadsAttribute : Attribute;
