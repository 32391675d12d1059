using Akka.Actor;

namespace Archive.Actors.Studies;

/// <summary>A study in memory, as <see cref="LiveStudies"/> knows it. Its actor alone changes what it weighs.</summary>
internal sealed class LiveStudy(LiveStudies studies, IActorRef actor)
{
    private long _weight;
    private long _lastActiveAt = Environment.TickCount64;

    public IActorRef Actor { get; } = actor;

    public long Weight => Volatile.Read(ref _weight);

    /// <summary>Milliseconds of the machine's clock.</summary>
    public long LastActiveAt => Volatile.Read(ref _lastActiveAt);

    /// <summary>What it weighed when it was told to leave; 0 while it may stay.</summary>
    public long Leaving { get; set; }

    public void Touch() => Volatile.Write(ref _lastActiveAt, Environment.TickCount64);

    public void Grow(long by)
    {
        if (by == 0)
            return;
        Volatile.Write(ref _weight, _weight + by);
        studies.Charge(by);
    }

    public void Stay() => studies.Stay(this);

    public void Leave() => studies.Leave(this);
}
