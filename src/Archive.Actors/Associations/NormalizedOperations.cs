using System.Buffers;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Blobs;

namespace Archive.Actors.Associations;

/// <summary>
/// Begins operations on normalized instances (PS3.7 10): the data set, where there is one, is gathered within the memory budget, then
/// the operation runs beside the reader. Nothing more is read while as many are under way as the negotiated window allows.
/// </summary>
internal sealed class NormalizedOperations(MemoryBudget budget)
{
    /// <summary>The longest data set unless a service says otherwise.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Begins N-CREATE, N-SET, N-ACTION or N-EVENT-REPORT.</summary>
    /// <param name="operation">Gets the data set, and answers the request.</param>
    /// <returns>Null when the request is refused already.</returns>
    public async ValueTask<IDataSetSink?> BeginAsync(
        IAssociation association, PresentationContext context, DimseRequest request, Func<DataSet, Task> operation, int maxBytes = MaxBytes)
    {
        if (await IsRefusedAsync(association, context, request, request.SopClassUid == context.AbstractSyntax))
            return null;
        if (!request.HasDataSet)
        {
            await association.RefuseAsync(context, request, DimseStatus.MissingAttribute, "The data set is missing.");
            return null;
        }

        await association.TakeSlotAsync();
        var slot = new OperationSlot(association);
        return new SlotKeeper(slot, new IdentifierSink(
            context.TransferSyntax, new GatheringLimits("data set", maxBytes, DimseStatus.ResourceLimitation, DimseStatus.ProcessingFailure),
            association.Peer.FallbackCharacterSet, budget,
            received =>
            {
                slot.IsTaken = true;
                association.Run(() => RunAsync(slot, received, operation));
            },
            (status, comment) => association.RefuseAsync(context, request, status, comment)));
    }

    /// <summary>Begins an N-ACTION of one of the action types; another one is refused (0123).</summary>
    /// <inheritdoc cref="BeginAsync"/>
    public async ValueTask<IDataSetSink?> BeginActionAsync(
        IAssociation association, PresentationContext context, NActionRequest request, IReadOnlyCollection<ushort> actionTypes,
        Func<DataSet, Task> operation, int maxBytes)
    {
        if (request.ActionTypeId is { } type && actionTypes.Contains(type))
            return await BeginAsync(association, context, request, operation, maxBytes);
        await association.RefuseAsync(context, request, DimseStatus.NoSuchAction, $"The SOP class has no action of type {request.ActionTypeId}.");
        return null;
    }

    /// <summary>Begins an operation whose request has no data set: N-GET. One that comes with a data set has that read past.</summary>
    /// <param name="sopClasses">What the request may name as its SOP class, which may be that of the instance instead of the context's.</param>
    /// <param name="operation">Answers the request.</param>
    public async ValueTask<IDataSetSink?> BeginWithoutDataSetAsync(
        IAssociation association, PresentationContext context, DimseRequest request, IReadOnlyCollection<Uid> sopClasses, Func<Task> operation)
    {
        if (!await IsRefusedAsync(association, context, request, sopClasses.Contains(request.SopClassUid)))
            association.Run(operation);
        return null;
    }

    private static async ValueTask<bool> IsRefusedAsync(IAssociation association, PresentationContext context, DimseRequest request, bool isOfContext)
    {
        if (!isOfContext)
            await association.RefuseAsync(context, request, DimseStatus.NoSuchSopClass, $"SOP class {request.SopClassUid} was not agreed for this context.");
        return !isOfContext;
    }

    private static async Task RunAsync(OperationSlot slot, ReceivedIdentifier received, Func<DataSet, Task> operation)
    {
        try
        {
            using (received)
                await operation(received.DataSet);
        }
        finally
        {
            slot.Return();
        }
    }

    /// <summary>A place among the operations under way, given back once: by the operation, or when there is to be none.</summary>
    private sealed class OperationSlot(IAssociation association)
    {
        /// <summary>The operation has it.</summary>
        public bool IsTaken { get; set; }

        public void Return() => association.ReturnSlot();
    }

    private sealed class SlotKeeper(OperationSlot slot, IdentifierSink inner) : IDataSetSink
    {
        public ValueTask AppendAsync(ReadOnlySequence<byte> bytes) => inner.AppendAsync(bytes);

        public async ValueTask CompleteAsync()
        {
            try
            {
                await inner.CompleteAsync();
            }
            finally
            {
                if (!slot.IsTaken)
                    slot.Return();
            }
        }

        public ValueTask AbandonAsync()
        {
            slot.Return();
            return inner.AbandonAsync();
        }
    }
}
