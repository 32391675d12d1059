namespace Archive.Actors.Kernel;

/// <summary>The living actors under one parent, by name. Used from any thread: a child leaves on its own.</summary>
internal sealed class ActorChildren(IActorParent parent)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ActorCell> _cells = new(StringComparer.Ordinal);
    private long _unnamed;

    public IActorRef<TMessage> Start<TMessage>(Props<TMessage> props, string? name)
    {
        ActorCell<TMessage> cell;
        lock (_gate)
        {
            if (parent.IsStopping)
                throw new InvalidOperationException($"{parent.PathOf(name ?? "an actor")} cannot start: its parent stops.");
            name ??= $"${++_unnamed}";
            if (_cells.ContainsKey(name))
                throw new InvalidOperationException($"There is an actor {parent.PathOf(name)} already.");
            cell = new ActorCell<TMessage>(parent, name, props);
            _cells.Add(name, cell);
        }
        cell.Start();
        return cell;
    }

    public void Remove(ActorCell cell)
    {
        lock (_gate)
            _cells.Remove(cell.Name);
    }

    public ActorCell[] Snapshot()
    {
        lock (_gate)
            return [.. _cells.Values];
    }

    public Task StopAllAsync()
    {
        ActorCell[] cells = Snapshot();
        foreach (ActorCell cell in cells)
            cell.Stop();
        return Task.WhenAll(Array.ConvertAll(cells, static cell => cell.WhenTerminated));
    }
}
