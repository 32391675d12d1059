namespace Archive.Protocol.Data;

/// <summary>What <see cref="DataSetWalker"/> came upon.</summary>
internal enum DataSetToken : byte
{
    /// <summary>Nothing: more bytes are needed, or the data set is malformed.</summary>
    None,

    /// <summary>The header of an element, or of a fragment of an encapsulated one, whose value follows.</summary>
    Element,

    /// <summary>Bytes of the value.</summary>
    Value,

    /// <summary>The header of a sequence, an item or an encapsulated element.</summary>
    Open,

    /// <summary>The end of one, with its delimiter or by its length.</summary>
    Close,
}
