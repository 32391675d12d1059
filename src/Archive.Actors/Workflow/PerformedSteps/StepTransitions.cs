using System.Collections.Frozen;
using Archive.Protocol.Dimse;
using static Archive.Actors.Workflow.PerformedSteps.PerformedStepStatus;
using static Archive.Actors.Workflow.PerformedSteps.StepRequest;
using static Archive.Actors.Workflow.PerformedSteps.StepTransition;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>The states of a performed step and what leads from one to another (PS3.4 F.7.2.1.1, F.7.2.2.1): the whole of it.</summary>
internal static class StepTransitions
{
    /// <summary>Performed Procedure Step Object may no longer be updated (PS3.4 F.7.2.2.3).</summary>
    public const ushort MayNoLongerBeUpdated = 0xA710;

    private static readonly StepTransition Unknown = Refused(DimseStatus.NoSuchSopInstance);
    private static readonly StepTransition Duplicate = Refused(DimseStatus.DuplicateSopInstance);
    private static readonly StepTransition Final = Refused(DimseStatus.ProcessingFailure, MayNoLongerBeUpdated);

    private static readonly FrozenDictionary<(PerformedStepStatus? From, StepRequest Request), StepTransition> Table =
        new Dictionary<(PerformedStepStatus? From, StepRequest Request), StepTransition>
        {
            [(null, Create)] = Into(InProgress),
            [(null, Change)] = Unknown,
            [(null, GoOn)] = Unknown,
            [(null, Complete)] = Unknown,
            [(null, Discontinue)] = Unknown,

            [(InProgress, Create)] = Duplicate,
            [(InProgress, Change)] = Into(InProgress),
            [(InProgress, GoOn)] = Into(InProgress),
            [(InProgress, Complete)] = Into(Completed),
            [(InProgress, Discontinue)] = Into(Discontinued),

            [(Completed, Create)] = Duplicate,
            [(Completed, Change)] = Final,
            [(Completed, GoOn)] = Final,
            [(Completed, Complete)] = Final,
            [(Completed, Discontinue)] = Final,

            [(Discontinued, Create)] = Duplicate,
            [(Discontinued, Change)] = Final,
            [(Discontinued, GoOn)] = Final,
            [(Discontinued, Complete)] = Final,
            [(Discontinued, Discontinue)] = Final,
        }.ToFrozenDictionary();

    /// <param name="from">Null: there is no such step.</param>
    public static StepTransition Find(PerformedStepStatus? from, StepRequest request) => Table[(from, request)];
}
