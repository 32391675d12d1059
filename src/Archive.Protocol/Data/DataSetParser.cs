using System.Buffers.Binary;

namespace Archive.Protocol.Data;

/// <summary>
/// One pass over the bytes of a data set. Sequences and items that are open stand on a stack of its own, so that nesting
/// costs no call stack. Invariant: <c>_position</c> never passes the end of the innermost open sequence or item of defined
/// length, and every length is compared with what is left before that before anything is done with it.
/// </summary>
internal ref struct DataSetParser(ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax, DataSetReaderOptions options, int offset = 0)
{
    private const uint UndefinedLength = 0xFFFFFFFF;

    private readonly ReadOnlySpan<byte> _span = bytes.Span;
    private Scope[] _scopes = new Scope[4];
    private int _innermost = -1;
    private int _sequenceDepth;
    private int _position = offset;
    private int _start; // of the element, item or delimiter that is being read

    /// <summary>Where the next element would begin.</summary>
    public readonly int Position => _position;

    /// <param name="onlyGroup">Stops before the first top-level element of another group, or of the same group begun again.</param>
    public DataSet Parse(ushort? onlyGroup = null)
    {
        var root = new DataSet(options.UndeclaredCharacterSet);
        Open(new Scope { Set = root, End = bytes.Length, IsImplicitVr = transferSyntax.IsImplicitVr, IsBigEndian = transferSyntax.IsBigEndian });
        while (true)
        {
            ref var scope = ref _scopes[_innermost];
            if (_innermost == 0 && onlyGroup is { } group && IsEndOf(group, root))
                return root;
            if (_position < scope.End)
            {
                if (scope.Set is { } set)
                    ReadElement(ref scope, set);
                else
                    ReadItem(ref scope);
            }
            else if (scope.IsUndefinedLength)
            {
                throw new DicomFormatException($"{Describe(scope)} has no delimiter", _position);
            }
            else if (_innermost == 0)
            {
                return root;
            }
            else
            {
                Close();
            }
        }
    }

    private void ReadElement(ref Scope scope, DataSet set)
    {
        var tag = ReadTag(ref scope);
        if (tag.Group == 0xFFFE)
        {
            ReadDelimiter(ref scope, tag, Tag.ItemDelimitation);
            return;
        }

        uint length;
        Vr vr;
        if (scope.IsImplicitVr)
        {
            vr = GetImplicitVr(tag, set);
            length = ReadUInt32(ref scope, tag);
        }
        else
        {
            (vr, length) = ReadExplicitVrAndLength(ref scope, tag);
        }

        if (length == UndefinedLength)
            OpenUndefinedLength(ref scope, set, tag, vr);
        else if (vr == Vr.SQ)
            OpenSequence(ref scope, tag, CheckedLength(ref scope, tag, length), scope.IsImplicitVr, scope.IsBigEndian);
        else
            set.AddRead(new Element(tag, vr, ReadValue(ref scope, tag, vr, length)));
    }

    private void OpenUndefinedLength(ref Scope scope, DataSet set, Tag tag, Vr vr)
    {
        // In Implicit VR only sequences may lack a length, so what lacks it is one, whatever the dictionary takes it for.
        // UN of undefined length is a sequence in Implicit VR Little Endian, whatever is around it (PS3.5 6.2.2, CP-246).
        if (transferSyntax.IsEncapsulated && (vr is Vr.OB or Vr.OW || tag == Tags.PixelData))
            set.AddRead(Element.Encapsulated(tag, vr is Vr.OW ? Vr.OW : Vr.OB, ReadFragments(ref scope, tag)));
        else if (vr is Vr.SQ || (scope.IsImplicitVr && tag.Group != Tags.PixelData.Group))
            OpenSequence(ref scope, tag, null, scope.IsImplicitVr, scope.IsBigEndian);
        else if (vr is Vr.UN)
            OpenSequence(ref scope, tag, null, isImplicitVr: true, isBigEndian: false);
        else
            throw Error($"{ElementDictionary.Describe(tag)} has undefined length, which its VR {vr.ToCode()} may not have in {transferSyntax}");
    }

    private void OpenSequence(ref Scope scope, Tag tag, int? length, bool isImplicitVr, bool isBigEndian)
    {
        if (_sequenceDepth == options.MaxSequenceDepth)
            throw Error($"{ElementDictionary.Describe(tag)} is nested deeper than {options.MaxSequenceDepth} sequences");
        _sequenceDepth++;
        Open(new Scope
        {
            Items = [],
            Tag = tag,
            End = length is { } defined ? _position + defined : scope.End,
            IsUndefinedLength = length is null,
            IsImplicitVr = isImplicitVr,
            IsBigEndian = isBigEndian,
        });
    }

    private void ReadItem(ref Scope sequence)
    {
        var tag = ReadTag(ref sequence);
        if (tag != Tag.Item)
        {
            ReadDelimiter(ref sequence, tag, Tag.SequenceDelimitation);
            return;
        }

        var length = ReadUInt32(ref sequence, tag);
        var isUndefinedLength = length == UndefinedLength;
        Open(new Scope
        {
            Set = new DataSet(),
            Tag = sequence.Tag,
            End = isUndefinedLength ? sequence.End : _position + CheckedLength(ref sequence, tag, length),
            IsUndefinedLength = isUndefinedLength,
            IsImplicitVr = sequence.IsImplicitVr,
            IsBigEndian = sequence.IsBigEndian,
        });
    }

    private void ReadDelimiter(ref Scope scope, Tag tag, Tag expected)
    {
        if (tag != expected || !scope.IsUndefinedLength)
            throw Error($"{Describe(scope)} holds {tag}, which may not stand there");
        ReadUInt32(ref scope, tag);
        Close();
    }

    private List<ReadOnlyMemory<byte>> ReadFragments(ref Scope scope, Tag tag)
    {
        var fragments = new List<ReadOnlyMemory<byte>>();
        while (_position < scope.End)
        {
            var itemTag = ReadTag(ref scope);
            var length = ReadUInt32(ref scope, itemTag);
            if (itemTag == Tag.SequenceDelimitation)
                return fragments.Count > 0 ? fragments : throw Error($"{ElementDictionary.Describe(tag)} has no Basic Offset Table");
            if (itemTag != Tag.Item)
                throw Error($"{ElementDictionary.Describe(tag)} holds {itemTag} where a fragment should begin");
            fragments.Add(bytes.Slice(_position, CheckedLength(ref scope, tag, length)));
            _position += (int)length;
        }

        throw new DicomFormatException($"{ElementDictionary.Describe(tag)} has no delimiter", _position);
    }

    private ReadOnlyMemory<byte> ReadValue(ref Scope scope, Tag tag, Vr vr, uint length)
    {
        var value = bytes.Slice(_position, CheckedLength(ref scope, tag, length));
        _position += value.Length;
        return scope.IsBigEndian ? ByteOrder.Swap(value, vr.ByteOrderUnit()) : value;
    }

    private Vr GetImplicitVr(Tag tag, DataSet set)
    {
        var vr = ElementDictionary.GetVr(tag);
        if (vr == Vr.US && ElementDictionary.IsUnsignedOrSigned(tag))
            return HasSignedPixels() ? Vr.SS : Vr.US;
        if (vr == Vr.UN && tag.IsPrivate && !options.PrivateDictionary.IsEmpty
            && set.GetString(new Tag(tag.Group, (ushort)(tag.Element >> 8))) is { } creator)
            return options.PrivateDictionary.GetVr(creator, tag);
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

    private (Vr Vr, uint Length) ReadExplicitVrAndLength(ref Scope scope, Tag tag)
    {
        Require(ref scope, 4, tag);
        var (first, second) = (_span[_position], _span[_position + 1]);
        var isKnown = VrExtensions.TryParse(first, second, out var vr);
        if (!isKnown && !(char.IsAsciiLetterUpper((char)first) && char.IsAsciiLetterUpper((char)second)))
            throw Error($"{ElementDictionary.Describe(tag)} has the bytes {first:X2} {second:X2} for a VR");

        // VRs to come have a 32-bit length (PS3.5 7.1.2); until then they are unknown.
        _position += 2;
        if (isKnown && !vr.HasLongLength())
            return (vr, ReadUInt16(ref scope, tag));
        _position += 2;
        return (isKnown ? vr : Vr.UN, ReadUInt32(ref scope, tag));
    }

    private readonly bool IsEndOf(ushort group, DataSet read)
    {
        var rest = _span[_position..];
        return rest.Length < 4
            ? rest.IsEmpty
            : BinaryPrimitives.ReadUInt16LittleEndian(rest) != group || (BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) == 0 && read.Count > 0);
    }

    private Tag ReadTag(ref Scope scope)
    {
        _start = _position;
        if (scope.End - _position < 4)
            throw Error($"{scope.End - _position} stray bytes stand where an element should begin");
        var group = ReadUInt16(ref scope, default);
        return new Tag(group, ReadUInt16(ref scope, default));
    }

    private ushort ReadUInt16(ref Scope scope, Tag tag)
    {
        Require(ref scope, 2, tag);
        var span = _span[_position..];
        _position += 2;
        return scope.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(span) : BinaryPrimitives.ReadUInt16LittleEndian(span);
    }

    private uint ReadUInt32(ref Scope scope, Tag tag)
    {
        Require(ref scope, 4, tag);
        var span = _span[_position..];
        _position += 4;
        return scope.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(span) : BinaryPrimitives.ReadUInt32LittleEndian(span);
    }

    private readonly void Require(ref Scope scope, int count, Tag tag)
    {
        if (scope.End - _position < count)
            throw Error($"{ElementDictionary.Describe(tag)} is cut in its header");
    }

    /// <summary>The only way from a length that was read to one that is used.</summary>
    private readonly int CheckedLength(ref Scope scope, Tag tag, uint length)
    {
        var left = (uint)(scope.End - _position);
        if (length <= left)
            return (int)length;
        var name = tag == Tag.Item ? $"An item of {ElementDictionary.Describe(scope.Tag)}" : ElementDictionary.Describe(tag);
        throw Error($"{name} ends {length - left} bytes short of its length {length}");
    }

    private void Open(in Scope scope)
    {
        if (++_innermost == _scopes.Length)
            Array.Resize(ref _scopes, _scopes.Length * 2);
        _scopes[_innermost] = scope;
    }

    private void Close()
    {
        var closed = _scopes[_innermost];
        _scopes[_innermost--] = default;
        var outer = _scopes[_innermost];
        if (closed.Items is { } items)
        {
            _sequenceDepth--;
            outer.Set!.AddRead(Element.Sequence(closed.Tag, items));
        }
        else
        {
            outer.Items!.Add(closed.Set!);
        }
    }

    private static string Describe(in Scope scope) => scope switch
    {
        { Items: not null } => ElementDictionary.Describe(scope.Tag),
        { Tag.Value: 0 } => "The data set",
        _ => $"An item of {ElementDictionary.Describe(scope.Tag)}",
    };

    private readonly DicomFormatException Error(string message) => new(message, _start);

    /// <summary>The data set, a sequence (<see cref="Items"/>) or an item of one (<see cref="Set"/>) that is being read.</summary>
    private struct Scope
    {
        public DataSet? Set;
        public List<DataSet>? Items;

        /// <summary>Of the sequence.</summary>
        public Tag Tag;

        /// <summary>Where it ends; where what surrounds it ends when its own length is undefined.</summary>
        public int End;
        public bool IsUndefinedLength;
        public bool IsImplicitVr;
        public bool IsBigEndian;
    }
}
