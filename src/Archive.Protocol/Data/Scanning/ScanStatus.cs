namespace Archive.Protocol.Data;

/// <summary>How far <see cref="HeaderScanner"/> has come with a data set.</summary>
public enum ScanStatus
{
    /// <summary>Everything so far is well formed; more bytes, or <see cref="HeaderScanner.Complete"/>, are awaited.</summary>
    Scanning,

    /// <summary>The data set has ended where it may end.</summary>
    Complete,

    /// <summary>The data set cannot be understood, <see cref="HeaderScanner.Error"/> says why. Further fragments are ignored.</summary>
    Malformed,
}
