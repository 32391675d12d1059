using System.Runtime.InteropServices;

namespace Archive.Protocol.Data;

/// <summary>
/// Makes a data set of its bytes, taken apart by the walk that accepts objects for storage: whatever the one reads the other does.
/// Sequences and items that are open stand on a stack of its own, so that nesting costs no call stack.
/// </summary>
internal ref struct DataSetParser(ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax, DataSetReaderOptions options)
{
    private const int UsualDepth = 4;
    private const int MostKept = 64;

    // One is kept for each thread: data sets are small and many, and a walk never waits.
    [ThreadStatic]
    private static DataSetWalker? _keptWalker;

    private readonly DataSetWalker _walker = Rent(transferSyntax, options);
    private Scope[] _scopes = new Scope[UsualDepth];
    private int _innermost;

    private readonly int Position => (int)_walker.Position;

    /// <exception cref="DicomFormatException">The bytes are no data set.</exception>
    public DataSet Parse()
    {
        var root = new DataSet(options.UndeclaredCharacterSet);
        _scopes[0].Set = root;
        var rest = bytes.Span;
        while (true)
        {
            var token = _walker.Read(ref rest, out var raw);
            if (token == DataSetToken.None)
            {
                _walker.End();
                break;
            }

            Take(token, raw.Length);
        }

        if (_walker.Error is { } error)
            throw new DicomFormatException(error.Message, error.Offset);
        if (_walker.Capacity <= MostKept)
            _keptWalker = _walker;
        return root;
    }

    private static DataSetWalker Rent(TransferSyntax transferSyntax, DataSetReaderOptions options)
    {
        var walker = _keptWalker ?? new DataSetWalker();
        _keptWalker = null;
        walker.NestingLimit = options.MaxSequenceDepth;
        walker.IsWalkedBefore = options.IsWalkedBefore;
        walker.Reset(transferSyntax);
        return walker;
    }

    private void Take(DataSetToken token, int length)
    {
        if (token == DataSetToken.Open)
            Open();
        else if (token == DataSetToken.Close)
            Close();
        else if (_walker.ValueLeft == 0)
            AddValue(token == DataSetToken.Value ? bytes.Slice(Position - length, length) : default);
    }

    private readonly void AddValue(ReadOnlyMemory<byte> value)
    {
        ref var scope = ref _scopes[_innermost];
        var tag = _walker.Header.Tag;
        if (scope.Set is null)
        {
            scope.Fragments!.Add(value);
            return;
        }

        var vr = GetVr(tag, scope.Set);
        scope.Set.AddRead(new Element(tag, vr, _walker.Innermost.Encoding.IsBigEndian ? ByteOrder.Swap(value, vr.ByteOrderUnit()) : value));
    }

    private readonly Vr GetVr(Tag tag, DataSet set)
    {
        var vr = _walker.Vr;
        if (_walker.IsVrTold)
            return vr.IsKnown() ? vr : Vr.UN;
        if (vr == Vr.US && ElementDictionary.IsUnsignedOrSigned(tag))
            return HasSignedPixels() ? Vr.SS : Vr.US;
        if (vr == Vr.UN && tag.IsPrivate && !options.PrivateDictionary.IsEmpty
            && set.GetString(new Tag(tag.Group, (ushort)(tag.Element >> 8))) is { } creator)
            return options.PrivateDictionary.GetVr(creator, tag) is var known and not Vr.SQ ? known : Vr.UN;
        return vr;
    }

    // Pixel Representation comes before everything that depends on it, here or in a data set around this one.
    private readonly bool HasSignedPixels()
    {
        for (var i = _innermost; i >= 0; i--)
        {
            if (_scopes[i].Set?.GetInt32(Tags.PixelRepresentation) is { } representation)
                return representation == 1;
        }

        return false;
    }

    private void Open()
    {
        if (++_innermost == _scopes.Length)
            Array.Resize(ref _scopes, _scopes.Length * 2);
        ref readonly var opened = ref _walker.Innermost;
        _scopes[_innermost] = opened.Kind switch
        {
            ContainerKind.Item => new Scope { Set = new DataSet() },
            ContainerKind.Sequence => new Scope { Items = [], Tag = opened.Tag },
            _ => new Scope { Fragments = [], Tag = opened.Tag, Vr = _walker.Vr },
        };
    }

    private void Close()
    {
        var closed = _scopes[_innermost];
        _scopes[_innermost--] = default;
        var outer = _scopes[_innermost];
        if (closed.Set is { } item)
            outer.Items!.Add(item);
        else if (closed.Items is { } items)
            outer.Set!.AddRead(Element.Sequence(closed.Tag, items));
        else
            outer.Set!.AddRead(closed.Fragments is { Count: > 0 } fragments
                ? Element.Encapsulated(closed.Tag, closed.Vr, fragments)
                : new Element(closed.Tag, closed.Vr, default));
    }

    /// <summary>What is read: the data set or an item (<see cref="Set"/>), a sequence (<see cref="Items"/>) or an encapsulated value.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Scope
    {
        public DataSet? Set;
        public List<DataSet>? Items;
        public List<ReadOnlyMemory<byte>>? Fragments;

        /// <summary>Of the sequence or encapsulated element.</summary>
        public Tag Tag;
        public Vr Vr;
    }
}
