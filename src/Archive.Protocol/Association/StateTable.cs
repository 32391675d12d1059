using static Archive.Protocol.Association.AssociationAction;

namespace Archive.Protocol.Association;

/// <summary>The state transition table of the DICOM upper layer protocol (PS3.8 table 9-10), as data.</summary>
public static class StateTable
{
    private const AssociationAction ___ = None;

    private static readonly AssociationAction[][] Actions =
    [
        //             Sta1 Sta2 Sta3 Sta4 Sta5 Sta6 Sta7 Sta8 Sta9 Sta10 Sta11 Sta12 Sta13
        /* Evt1  */ [AE1, ___, ___, ___, ___, ___, ___, ___, ___, ___,  ___,  ___,  ___],
        /* Evt2  */ [___, ___, ___, AE2, ___, ___, ___, ___, ___, ___,  ___,  ___,  ___],
        /* Evt3  */ [___, AA1, AA8, ___, AE3, AA8, AA8, AA8, AA8, AA8,  AA8,  AA8,  AA6],
        /* Evt4  */ [___, AA1, AA8, ___, AE4, AA8, AA8, AA8, AA8, AA8,  AA8,  AA8,  AA6],
        /* Evt5  */ [AE5, ___, ___, ___, ___, ___, ___, ___, ___, ___,  ___,  ___,  ___],
        /* Evt6  */ [___, AE6, AA8, ___, AA8, AA8, AA8, AA8, AA8, AA8,  AA8,  AA8,  AA7],
        /* Evt7  */ [___, ___, AE7, ___, ___, ___, ___, ___, ___, ___,  ___,  ___,  ___],
        /* Evt8  */ [___, ___, AE8, ___, ___, ___, ___, ___, ___, ___,  ___,  ___,  ___],
        /* Evt9  */ [___, ___, ___, ___, ___, DT1, ___, AR7, ___, ___,  ___,  ___,  ___],
        /* Evt10 */ [___, AA1, AA8, ___, AA8, DT2, AR6, AA8, AA8, AA8,  AA8,  AA8,  AA6],
        /* Evt11 */ [___, ___, ___, ___, ___, AR1, ___, ___, ___, ___,  ___,  ___,  ___],
        /* Evt12 */ [___, AA1, AA8, ___, AA8, AR2, AR8, AA8, AA8, AA8,  AA8,  AA8,  AA6],
        /* Evt13 */ [___, AA1, AA8, ___, AA8, AA8, AR3, AA8, AA8, AR10, AR3,  AA8,  AA6],
        /* Evt14 */ [___, ___, ___, ___, ___, ___, ___, AR4, AR9, ___,  ___,  AR4,  ___],
        /* Evt15 */ [___, ___, AA1, AA2, AA1, AA1, AA1, AA1, AA1, AA1,  AA1,  AA1,  ___],
        /* Evt16 */ [___, AA2, AA3, ___, AA3, AA3, AA3, AA3, AA3, AA3,  AA3,  AA3,  AA2],
        /* Evt17 */ [___, AA5, AA4, AA4, AA4, AA4, AA4, AA4, AA4, AA4,  AA4,  AA4,  AR5],
        /* Evt18 */ [___, AA2, ___, ___, ___, ___, ___, ___, ___, ___,  ___,  ___,  AA2],
        /* Evt19 */ [___, AA1, AA8, ___, AA8, AA8, AA8, AA8, AA8, AA8,  AA8,  AA8,  AA7],
    ];

    /// <summary>The action of a cell; <see cref="None"/> when the event does not occur in the state.</summary>
    public static AssociationAction Find(AssociationEvent @event, AssociationState state) => Actions[(int)@event - 1][(int)state - 1];

    /// <summary>
    /// The state after an action (PS3.8 tables 9-6 to 9-9). Two have a choice: AE-6 goes on when the request is acceptable to the
    /// service provider, AR-8 takes the side of the association requestor.
    /// </summary>
    public static AssociationState Next(AssociationAction action, bool isAcceptable = true, bool isRequestor = true) => action switch
    {
        AE1 => AssociationState.Sta4,
        AE2 => AssociationState.Sta5,
        AE3 or AE7 or DT1 or DT2 => AssociationState.Sta6,
        AE4 or AR3 or AR5 or AA2 or AA3 or AA4 or AA5 => AssociationState.Sta1,
        AE5 => AssociationState.Sta2,
        AE6 => isAcceptable ? AssociationState.Sta3 : AssociationState.Sta13,
        AE8 or AR4 or AA1 or AA6 or AA7 or AA8 => AssociationState.Sta13,
        AR1 or AR6 => AssociationState.Sta7,
        AR2 or AR7 => AssociationState.Sta8,
        AR8 => isRequestor ? AssociationState.Sta9 : AssociationState.Sta10,
        AR9 => AssociationState.Sta11,
        AR10 => AssociationState.Sta12,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "No action, no next state."),
    };
}
