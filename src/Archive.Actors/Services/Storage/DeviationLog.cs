using Archive.Actors.Associations;
using Archive.Protocol.Data;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Storage;

/// <summary>
/// Says in the log what objects of one association broke and were stored with all the same: each kind once, and what concerns values once
/// for each attribute, so that a thousand images of one device are not a thousand lines. All are counted. Used by several threads.
/// </summary>
internal sealed class DeviationLog
{
    /// <summary>More lines than this tell nothing new of a device.</summary>
    public const int MaxLines = 32;

    private readonly Lock _gate = new();
    private readonly HashSet<Deviation> _told = [];

    public void Report(ILogger logger, IAssociation association, Uid instance, IReadOnlyList<Deviation> deviations)
    {
        foreach (var deviation in deviations)
        {
            StoreMetrics.Deviates(deviation.Kind);
            switch (CountIfNew(deviation))
            {
                case > 0 and <= MaxLines:
                    Log.ObjectDeviates(logger, association.Number, association.Negotiated.CallingAeTitle, instance, deviation);
                    break;
                case MaxLines + 1:
                    Log.DeviationsNotLogged(logger, association.Number, association.Negotiated.CallingAeTitle);
                    break;
            }
        }
    }

    /// <summary>How many are known with this one; 0 when it was before.</summary>
    private int CountIfNew(Deviation deviation)
    {
        var key = IsOfAttribute(deviation.Kind) ? deviation : new Deviation(deviation.Kind, default);
        lock (_gate)
            return _told.Count <= MaxLines && _told.Add(key) ? _told.Count : 0;
    }

    private static bool IsOfAttribute(DeviationKind kind) => kind is DeviationKind.MissingAttribute or DeviationKind.EmptyAttribute or DeviationKind.ContradictsSopClass
        or DeviationKind.ValueTooLong or DeviationKind.InvalidValue or DeviationKind.LeftOutOfIndex;
}
