using Archive.Protocol.Data;

namespace Archive.Actors.Services.Retrieve;

/// <summary>What it takes to send an object in a transfer syntax.</summary>
internal enum Conversion
{
    /// <summary>Nothing: the bytes go out as they came in.</summary>
    None,

    /// <summary>The data set is written anew; pixels stay what they are.</summary>
    ReEncoding,

    /// <summary>Pixels have to be compressed or decompressed, which the archive cannot do.</summary>
    Codec,
}

/// <summary>See <see cref="Conversion"/>.</summary>
internal static class Conversions
{
    public static Conversion Between(TransferSyntax stored, TransferSyntax sent)
    {
        if (stored == sent)
            return Conversion.None;
        return DataSetReencoder.CanReencode(stored, sent) ? Conversion.ReEncoding : Conversion.Codec;
    }

    /// <summary>Pixels lie in the data set as they are.</summary>
    public static bool IsNative(TransferSyntax syntax) => DataSetReencoder.CanReencode(syntax, TransferSyntax.ImplicitVrLittleEndian);

    /// <summary>Why an object cannot be sent, of a conversion that needs a codec.</summary>
    public static string Describe(TransferSyntax stored, TransferSyntax sent) => IsNative(stored)
        ? $"Would have to be compressed to {sent.Name}"
        : $"Would have to be decompressed from {stored.Name}";
}
