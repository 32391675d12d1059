namespace Archive.EndToEnd.Tests;

/// <summary>Damage on disk.</summary>
internal static class LargeObjects
{
    /// <summary>Changes a byte in the middle of the file of a large object, whoever has it open.</summary>
    public static void FlipByte(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var middle = RandomAccess.GetLength(file) / 2;
        Span<byte> one = stackalloc byte[1];
        RandomAccess.Read(file, one, middle);
        one[0] ^= 0xFF;
        RandomAccess.Write(file, one, middle);
    }
}
