using System.Buffers;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>
/// Finds messages in what a connection brings: 0B, the message, 1C 0D (HL7 v2 Appendix C, MLLP 1). Owns its buffers: a small one for what is read, and one that
/// grows with a message and is given back when that has been answered. One call at a time.
/// </summary>
internal sealed class MllpReader(Stream stream, Hl7Settings settings, TimeProvider time) : IDisposable
{
    public const byte Start = 0x0B;
    public const byte End = 0x1C;
    public const byte Return = 0x0D;

    /// <summary>Bytes outside of frames, other than ends of lines, after which who sends them is taken for something else than a sender of HL7.</summary>
    private const int MaxGarbageBytes = 4096;

    private const int ReadBytes = 4096;

    private byte[] _read = ArrayPool<byte>.Shared.Rent(ReadBytes);
    private byte[] _message = [];
    private int _from;
    private int _until;
    private int _length;
    private bool _isTooLong;

    /// <summary>Waits for the next message.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">Canceled from outside.</exception>
    public async ValueTask<MllpFrame> ReadAsync(CancellationToken cancellationToken)
    {
        GiveBack();
        using (var idle = Deadline(settings.Idle, cancellationToken))
        {
            if (await FindStartAsync(idle, cancellationToken) is { } none)
                return none;
        }

        using var frame = Deadline(settings.Frame, cancellationToken);
        return await ReadMessageAsync(frame, cancellationToken);
    }

    public void Dispose()
    {
        GiveBack();
        ArrayPool<byte>.Shared.Return(_read);
        _read = [];
    }

    private async ValueTask<MllpFrame?> FindStartAsync(FrameDeadline deadline, CancellationToken cancellationToken)
    {
        var garbage = 0;
        while (true)
        {
            var start = _read.AsSpan(_from.._until).IndexOf(Start);
            var before = _read.AsSpan(_from, start < 0 ? _until - _from : start);
            garbage += before.Length - before.Count((byte)'\r') - before.Count((byte)'\n');
            if (garbage > MaxGarbageBytes)
                return new MllpFrame(MllpFrameKind.Garbage);
            _from += before.Length;
            if (start >= 0)
            {
                _from++;
                if (garbage > 0)
                    Hl7Metrics.Broken("garbage");
                return null;
            }

            if (!await FillAsync(deadline, cancellationToken))
                return new MllpFrame(deadline.HasPassed ? MllpFrameKind.Idle : garbage > 0 ? MllpFrameKind.Garbage : MllpFrameKind.Closed);
        }
    }

    private async ValueTask<MllpFrame> ReadMessageAsync(FrameDeadline deadline, CancellationToken cancellationToken)
    {
        var mayEnd = false; // 1C was the last byte
        while (true)
        {
            if (_from == _until && !await FillAsync(deadline, cancellationToken))
                return new MllpFrame(deadline.HasPassed ? MllpFrameKind.Unfinished : MllpFrameKind.ClosedWithin);
            if (mayEnd)
            {
                if (_read[_from] == Return)
                {
                    _from++;
                    return new MllpFrame(_isTooLong ? MllpFrameKind.TooLong : MllpFrameKind.Message, _message.AsMemory(0, _length));
                }

                Append([End]);
                mayEnd = false;
            }

            var mark = _read.AsSpan(_from.._until).IndexOfAny(Start, End);
            Append(_read.AsSpan(_from, mark < 0 ? _until - _from : mark));
            _from = mark < 0 ? _until : _from + mark + 1;
            if (mark < 0)
                continue;
            mayEnd = _read[_from - 1] == End;
            if (mayEnd)
                continue;
            // The sender gave up what it had begun: what came so far is half a message.
            Hl7Metrics.Broken("restarted");
            (_length, _isTooLong) = (0, false);
        }
    }

    /// <summary>False at the end of the connection, or when the deadline has passed.</summary>
    private async ValueTask<bool> FillAsync(FrameDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            _from = _until = 0;
            _until = await stream.ReadAsync(_read, deadline.Token);
            return _until > 0;
        }
        catch (OperationCanceledException) when (deadline.HasPassed && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Of a message that is too long the beginning stays, which says whose it is.</summary>
    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > settings.MaxMessageBytes - _length)
        {
            bytes = bytes[..(settings.MaxMessageBytes - _length)];
            _isTooLong = true;
        }

        if (_length + bytes.Length > _message.Length)
        {
            var longer = ArrayPool<byte>.Shared.Rent(Math.Max(_length + bytes.Length, Math.Min(Math.Max(_message.Length, ReadBytes) * 2, settings.MaxMessageBytes)));
            _message.AsSpan(0, _length).CopyTo(longer);
            if (_message.Length > 0)
                ArrayPool<byte>.Shared.Return(_message);
            _message = longer;
        }

        bytes.CopyTo(_message.AsSpan(_length));
        _length += bytes.Length;
    }

    private void GiveBack()
    {
        if (_message.Length > 0)
            ArrayPool<byte>.Shared.Return(_message, clearArray: true); // patients' data
        (_message, _length, _isTooLong) = ([], 0, false);
    }

    private FrameDeadline Deadline(TimeSpan limit, CancellationToken cancellationToken) => new(limit, time, cancellationToken);
}
