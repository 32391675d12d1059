namespace Archive.LoadTests.Population;

/// <summary>
/// Random numbers that are the same on every machine and in every version of .NET, and cost nothing to begin: SplitMix64.
/// The same seed and item give the same draws, so that any study can be made on its own.
/// </summary>
internal struct Draw(ulong seed, ulong item)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(seed ^ Mix(item + Step));

    public ulong Next() => Mix(_state += Step);

    /// <summary>0 to 1, without 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 to <paramref name="limit"/>, without it.</summary>
    public int Next(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    public bool Chance(double probability) => NextDouble() < probability;

    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
