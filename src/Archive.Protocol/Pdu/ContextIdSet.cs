namespace Archive.Protocol.Pdu;

/// <summary>The presentation context ids seen in an A-ASSOCIATE PDU: odd, each once (PS3.8 7.1.1.13), so at most 128.</summary>
internal struct ContextIdSet
{
    private UInt128 _seen;

    /// <exception cref="PduException">The id is even or was there before.</exception>
    public void Add(byte id)
    {
        if ((id & 1) == 0)
            throw PduException.Invalid($"Presentation context id {id} is not odd.");
        var bit = UInt128.One << (id >> 1);
        if ((_seen & bit) != 0)
            throw PduException.Invalid($"Presentation context id {id} occurs twice.");
        _seen |= bit;
    }
}
