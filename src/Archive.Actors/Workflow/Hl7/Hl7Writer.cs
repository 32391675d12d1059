using System.Text;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>Writes a message as it goes over the line, without its frame.</summary>
public static class Hl7Writer
{
    public static byte[] Write(Hl7Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        // What was read without a declaration goes back as the same bytes.
        return message.CharacterSet.Assumed.Encode(WriteText(message), Vr.UT, out _);
    }

    /// <summary>The text, each segment ended by CR.</summary>
    public static string WriteText(Hl7Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var delimiters = message.Delimiters;
        var output = new StringBuilder();
        foreach (var segment in message.Segments)
        {
            output.Append(segment.Name);
            var fields = segment.Fields.AsEnumerable();
            if (segment.Name == "MSH")
            {
                output.Append(delimiters.Field).Append(delimiters.EncodingCharacters);
                fields = fields.Skip(2);
            }

            foreach (var field in fields)
                WriteField(output.Append(delimiters.Field), field, delimiters);
            output.Append('\r');
        }

        return output.ToString();
    }

    private static void WriteField(StringBuilder output, Hl7Field field, Hl7Delimiters delimiters)
    {
        for (var i = 0; i < field.Repetitions.Count; i++)
        {
            if (i > 0)
                output.Append(delimiters.Repetition);
            var components = field.Repetitions[i].Components;
            for (var j = 0; j < components.Count; j++)
            {
                if (j > 0)
                    output.Append(delimiters.Component);
                for (var k = 0; k < components[j].Count; k++)
                    Hl7Escapes.Write(k > 0 ? output.Append(delimiters.Subcomponent) : output, components[j][k], delimiters);
            }
        }
    }
}
