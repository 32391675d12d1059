using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Archive.Protocol.Data;

/// <summary>How a data set is put into bytes (PS3.5 10 and annex A).</summary>
public sealed partial class TransferSyntax
{
    private readonly Traits _traits;

    private TransferSyntax(string uid, string name, Traits traits)
    {
        Uid = new Uid(uid);
        Name = name;
        _traits = traits;
    }

    [Flags]
    private enum Traits
    {
        None = 0,
        ImplicitVr = 1,
        BigEndian = 2,
        Deflated = 4,
        Encapsulated = 8,
        Lossy = 16,
        NoDataSet = 32,
        Retired = 64,
    }

    public Uid Uid { get; }

    public string Name { get; }

    /// <summary>Elements carry no VR: the dictionary tells it (PS3.5 A.1).</summary>
    public bool IsImplicitVr => Has(Traits.ImplicitVr);

    public bool IsBigEndian => Has(Traits.BigEndian);

    /// <summary>The whole data set is one deflate stream without zlib header (PS3.5 A.5).</summary>
    public bool IsDeflated => Has(Traits.Deflated);

    /// <summary>Pixel Data is a sequence of fragments (PS3.5 A.4).</summary>
    public bool IsEncapsulated => Has(Traits.Encapsulated);

    /// <summary>The object may hold less than the pixels that were taken: lossy compression, or only the address of the pixels (JPIP).</summary>
    public bool IsLossy => Has(Traits.Lossy);

    public bool IsRetired => Has(Traits.Retired);

    /// <summary>False for the registered ones that do not encode data sets: MIME, XML and the SMPTE ST 2110 streams.</summary>
    public bool IsStorable => !Has(Traits.NoDataSet);

    public static bool TryGet(Uid uid, [NotNullWhen(true)] out TransferSyntax? transferSyntax) => Registry.ByUid.TryGetValue(uid, out transferSyntax);

    public override string ToString() => Name;

    private bool Has(Traits trait) => (_traits & trait) != 0;

    // Apart, because the registered instances must all have been made before.
    private static class Registry
    {
        public static readonly FrozenDictionary<Uid, TransferSyntax> ByUid = All.ToFrozenDictionary(syntax => syntax.Uid);
    }
}
