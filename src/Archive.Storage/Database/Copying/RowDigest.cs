using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Archive.Storage.Database.Copying;

/// <summary>A digest of rows in their order, the same for the same values wherever they come from.</summary>
internal sealed class RowDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Rows { get; private set; }

    public void Add(IReadOnlyList<object> row)
    {
        Rows++;
        foreach (var value in row)
            Add(value);
    }

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Add(object value)
    {
        switch (value)
        {
            case long number:
                AddNumber(number);
                break;
            case int number:
                AddNumber(number);
                break;
            case string text:
                AddBytes(Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                AddBytes(bytes);
                break;
            case Guid id:
                AddBytes(id.ToByteArray());
                break;
            case DBNull:
                AddNumber(-1);
                break;
            default:
                throw new NotSupportedException($"A {value.GetType().Name} has no digest.");
        }
    }

    private void AddBytes(byte[] bytes)
    {
        AddNumber(bytes.Length);
        _hash.AppendData(bytes);
    }

    private void AddNumber(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }
}
