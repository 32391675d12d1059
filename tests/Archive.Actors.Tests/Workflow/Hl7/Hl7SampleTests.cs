using System.Net;
using System.Text;
using Archive.Actors.Workflow.Hl7;
using Archive.Protocol.Data;
using Archive.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archive.Actors.Tests.Workflow.Hl7;

/// <summary>Messages as order systems send them, and as they should not: what is answered, and what becomes of the worklist.</summary>
public sealed class Hl7SampleTests
{
    public static TheoryData<string> Names => [.. Hl7Sample.Names];

    [Fact]
    public void There_are_samples() => Assert.True(Hl7Sample.Names.Count >= 40);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_message_is_answered_and_changes_the_worklist_as_its_sample_says(string name)
    {
        var sample = Hl7Sample.Read(name);
        var (answer, changes) = await SendAsync(sample);

        Assert.Equal(sample.Answer, answer);
        Assert.Equal(sample.Changes, changes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_message_that_is_repeated_asks_for_the_same(string name)
    {
        var sample = Hl7Sample.Read(name);

        Assert.Equal((await SendAsync(sample)).Changes, (await SendAsync(sample)).Changes);
    }

    private static async Task<(string Answer, string Changes)> SendAsync(Hl7Sample sample)
    {
        var orders = new RecordingOrders();
        var settings = new Hl7Settings
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            Mapping = sample.Mapping == "built-in" ? Hl7Mapping.Default : Hl7Mapping.Read(sample.Mapping, Hl7Sample.ReadMapping(sample.Mapping)),
        };
        var receiver = new Hl7Receiver(settings, orders, new ManualTimeProvider(), NullLogger<Hl7Receiver>.Instance);
        var answer = await receiver.AnswerAsync(sample.Bytes, 1, "127.0.0.1", CancellationToken.None);
        return (Normalize(answer), ChangeText.Describe(orders.Changes));
    }

    /// <summary>Segments in lines, without what is different each time.</summary>
    private static string Normalize(byte[] answer)
    {
        if (answer.Length == 0)
            return "";
        Assert.True(Encoding.Latin1.GetString(answer).EndsWith('\r'));
        var message = new Hl7Parser(CharacterSet.Default).Parse(answer);
        var text = Hl7Writer.WriteText(message).TrimEnd('\r').Replace('\r', '\n');
        var parts = text.Split(message.Delimiters.Field);
        Assert.Equal((14, 20), (parts[6].Length, parts[9].Length));
        (parts[6], parts[9]) = ("{time}", "{id}");
        return string.Join(message.Delimiters.Field, parts);
    }
}
