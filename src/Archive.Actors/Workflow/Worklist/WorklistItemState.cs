using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Storage.Workflow;
using Archive.Storage.Workflow.Worklist;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// A scheduled procedure step: what its order says of it, and what else is known of it. Of each of those who tell of it (the order system,
/// performed steps, objects) the words are kept, and the status is a function of them: in whatever order they come in among each other, it is
/// the same in the end.
/// </summary>
public sealed record WorklistItemState(string Id) : IFactState<WorklistItemState>
{
    /// <summary>Further performed steps of one scheduled step are not noted.</summary>
    private const int MaxPerformedSteps = 64;

    public static FactKind Kind => FactKind.WorklistItem;

    public WorklistKey Key { get; init; }

    /// <summary>Complete and encoded; empty: something came before the order, or without one.</summary>
    public ReadOnlyMemory<byte> Item { get; init; }

    /// <summary>Who ordered it, or changed the order last.</summary>
    public string Source { get; init; } = string.Empty;

    public DateTimeOffset OrderedAt { get; init; }

    /// <summary>When it leaves the list if nothing else happens; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool IsExpired { get; init; }

    /// <summary>The last that the order system or a user said.</summary>
    public ScheduledStepStatus Said { get; init; } = ScheduledStepStatus.Scheduled;

    /// <summary>What was said is a cancellation.</summary>
    public bool IsCancelled { get; init; }

    public IReadOnlyList<PerformedStepNote> PerformedSteps { get; init; } = [];

    public StoredObjects Objects { get; init; }

    public bool HasItem => !Item.IsEmpty;

    /// <summary>
    /// What is being performed is started, also if it was cancelled meanwhile or if another performed step has ended, unless somebody says that it
    /// is over. What was performed outweighs any word of the order; objects outweigh that the patient is awaited.
    /// </summary>
    public ScheduledStepStatus Status
    {
        get
        {
            if (!IsCancelled && Said is ScheduledStepStatus.Completed or ScheduledStepStatus.Discontinued)
                return Progress is { } ended and not PerformedStepProgress.InProgress ? Ended(ended) : Said;
            return Progress switch
            {
                PerformedStepProgress.InProgress => ScheduledStepStatus.Started,
                { } ended => Ended(ended),
                null when IsCancelled => Said,
                null => Objects switch
                {
                    StoredObjects.Completed => ScheduledStepStatus.Completed,
                    StoredObjects.Begun when Said != ScheduledStepStatus.Departed => ScheduledStepStatus.Started,
                    _ => Said,
                },
            };
        }
    }

    public bool IsOpen => HasItem && !IsExpired && Status switch
    {
        ScheduledStepStatus.Cancelled => false,
        ScheduledStepStatus.Completed or ScheduledStepStatus.Discontinued or ScheduledStepStatus.Started when Deciding.Any() =>
            Deciding.Any(note => note.IsListed),
        ScheduledStepStatus.Completed or ScheduledStepStatus.Discontinued => false,
        _ => true,
    };

    public DateTimeOffset? DueAt => IsOpen ? ExpiresAt : null;

    public IReadOnlyList<FactTerm> Terms => !HasItem ? []
        : Source.StartsWith(FolderSource, StringComparison.Ordinal)
            ? [.. WorklistTerms.Of(WorklistItem.Decode(Item)), WorklistTerms.Term(WorklistTerms.Folder, Source[FolderSource.Length..])]
            : WorklistTerms.Of(WorklistItem.Decode(Item));

    /// <summary>How the source of what came from a file begins.</summary>
    public const string FolderSource = "folder:";

    /// <summary>Of all performed steps together: in progress while one is, else completed when one is.</summary>
    private PerformedStepProgress? Progress => PerformedSteps.Count == 0 ? null
        : PerformedSteps.Any(note => note.Progress == PerformedStepProgress.InProgress) ? PerformedStepProgress.InProgress
        : PerformedSteps.Max(note => note.Progress);

    /// <summary>The performed steps of which the status is.</summary>
    private IEnumerable<PerformedStepNote> Deciding => PerformedSteps.Where(note => note.Progress == Progress && Status == StatusOf(note.Progress));

    public static WorklistItemState Empty(string id) => new(id);

    public FactDecision Decide(IFactCommand command, DateTimeOffset now) => command switch
    {
        PutScheduledStep put => Put(put),
        CancelScheduledStep cancel => Cancel(cancel),
        SetScheduledStepStatus set => SetStatus(set),
        ChangeScheduledPatient change => ChangePatient(change, now),
        NotePerformedStep note => Note(note),
        NoteFirstObject first => Note(first),
        ExpireScheduledStep => IsOpen && ExpiresAt <= now ? Happens(new StepExpired(now)) : Same(),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "No scheduled step can be told this."),
    };

    public WorklistItemState Apply(IFactEvent happened) => happened switch
    {
        StepOrdered ordered => this with
        {
            Key = ordered.Key,
            Item = ordered.Item,
            Source = ordered.Source,
            OrderedAt = ordered.At,
            ExpiresAt = ordered.ExpiresAt,
            IsExpired = false,
        },
        StepStatusSaid said => this with { Key = said.Key, Said = said.Status, IsCancelled = said.IsCancelled },
        StepPerformed performed => this with { Key = performed.Key, PerformedSteps = With(performed) },
        StepObjectStored stored => this with { Objects = Max(Objects, stored.Completes ? StoredObjects.Completed : StoredObjects.Begun) },
        StepExpired => this with { IsExpired = true },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "This does not happen to a scheduled step."),
    };

    private FactDecision Put(PutScheduledStep put)
    {
        if (put.Kind == PutKind.Patch && !HasItem)
            return Refused(OrderOutcome.NotFound, "There is no such item.");
        try
        {
            var before = HasItem ? WorklistItem.Decode(Item) : null;
            var given = WorklistItem.Decode(put.Item);
            var item = WorklistItem.Complete(put.Kind == PutKind.Patch ? WorklistItem.Identify(WorklistItem.Patch(before!, given)) : given, before, put.At);
            if (put.Kind == PutKind.Patch && WorklistKey.Of(item) != Key)
                return Refused(OrderOutcome.Invalid, "The identifiers by which an item is known do not change: cancel it and order another one.");
            return Order(item, put.Source, put.Key, put.At, put.OpenDays, put.Kind == PutKind.Create);
        }
        catch (InvalidItemException invalid)
        {
            return Refused(OrderOutcome.Invalid, invalid.Message);
        }
    }

    private FactDecision Order(DataSet item, string source, WorklistKey key, DateTimeOffset at, int openDays, bool isNew)
    {
        var encoded = WorklistItem.Encode(item);
        if (encoded.Length > WorklistItem.MaxBytes)
            return Refused(OrderOutcome.Invalid, $"The item takes {encoded.Length} bytes; at most {WorklistItem.MaxBytes} are kept.");
        if (HasItem && encoded.AsSpan().SequenceEqual(Item.Span))
            return Same();
        if (HasItem && isNew)
            return Refused(OrderOutcome.Conflict, "There is another item with the same identifiers: replace it.");
        DateTimeOffset? expiry = openDays == 0 ? null : Later(WorklistItem.StartOf(item), at).AddDays(openDays);
        return Happens(new StepOrdered(source, key, encoded, at, expiry), HasItem ? OrderOutcome.Changed : OrderOutcome.Created);
    }

    /// <summary>Kept without an item too: an order that comes later than its cancellation is cancelled.</summary>
    private FactDecision Cancel(CancelScheduledStep cancel)
    {
        var status = cancel.IsDiscontinued ? ScheduledStepStatus.Discontinued : ScheduledStepStatus.Cancelled;
        var reply = HasItem
            ? new WorklistReply(OrderOutcome.Changed)
            : new WorklistReply(OrderOutcome.NotFound, "There is no such item; should it be ordered later, it is cancelled.");
        if (IsCancelled && Said == status)
            return HasItem ? Same() : FactDecision.Nothing(reply);
        return new FactDecision([new StepStatusSaid(cancel.Source, cancel.Key, status, IsCancelled: true)], reply);
    }

    private FactDecision SetStatus(SetScheduledStepStatus set)
    {
        if (!HasItem)
            return Refused(OrderOutcome.NotFound, "There is no such item.");
        var isCancelled = set.Status == ScheduledStepStatus.Cancelled;
        return IsCancelled == isCancelled && Said == set.Status ? Same() : Happens(new StepStatusSaid(set.Source, Key, set.Status, isCancelled));
    }

    private FactDecision ChangePatient(ChangeScheduledPatient change, DateTimeOffset now)
    {
        if (!HasItem || WorklistItem.Decode(Item) is not { } item || !change.Of.IsOf(item))
            return Refused(OrderOutcome.NotFound, "The item is of another patient.");
        var changed = WorklistItem.Encode(WorklistItem.Patch(item, WorklistItem.Decode(change.Patient)));
        return changed.AsSpan().SequenceEqual(Item.Span) ? Same() : Happens(new StepOrdered(Source, Key, changed, now, ExpiresAt));
    }

    private FactDecision Note(NotePerformedStep note)
    {
        var known = PerformedSteps.FirstOrDefault(performed => performed.SopInstanceUid == note.SopInstanceUid);
        if (known is null ? PerformedSteps.Count == MaxPerformedSteps : known.Progress >= note.Progress)
            return Same();
        return Happens(new StepPerformed(note.Key, note.SopInstanceUid, note.Progress, note.IsListed));
    }

    private FactDecision Note(NoteFirstObject first) =>
        Objects >= (first.Completes ? StoredObjects.Completed : StoredObjects.Begun) ? Same() : Happens(new StepObjectStored(first.Completes));

    private PerformedStepNote[] With(StepPerformed performed) =>
    [
        .. PerformedSteps.Where(note => note.SopInstanceUid != performed.SopInstanceUid),
        new PerformedStepNote(performed.SopInstanceUid, performed.Progress, performed.IsListed),
    ];

    private static FactDecision Happens(IFactEvent happened, OrderOutcome outcome = OrderOutcome.Changed) => new([happened], new WorklistReply(outcome));

    private static FactDecision Refused(OrderOutcome outcome, string problem) => FactDecision.Nothing(new WorklistReply(outcome, problem));

    private static FactDecision Same() => FactDecision.Nothing(new WorklistReply(OrderOutcome.Unchanged));

    private static ScheduledStepStatus Ended(PerformedStepProgress progress) =>
        progress == PerformedStepProgress.Completed ? ScheduledStepStatus.Completed : ScheduledStepStatus.Discontinued;

    private static ScheduledStepStatus StatusOf(PerformedStepProgress progress) =>
        progress == PerformedStepProgress.InProgress ? ScheduledStepStatus.Started : Ended(progress);

    private static StoredObjects Max(StoredObjects left, StoredObjects right) => left > right ? left : right;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
