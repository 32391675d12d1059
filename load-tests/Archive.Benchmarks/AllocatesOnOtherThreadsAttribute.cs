namespace Archive.Benchmarks;

/// <summary>The operations of the class do their work on threads of the pool: what the whole process allocates is counted.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AllocatesOnOtherThreadsAttribute : Attribute
{
    /// <summary>How many operations are measured together; fewer of those that wait for a disk.</summary>
    public int Operations { get; init; } = 1000;
}
