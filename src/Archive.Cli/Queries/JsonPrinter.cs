using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;

namespace Archive.Cli.Queries;

/// <summary>For programs: one array of DICOM JSON Model objects (PS3.18 F), as QIDO-RS gives it, with each answer on a line of its own.</summary>
internal sealed class JsonPrinter(TextWriter output) : IAnswerPrinter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private bool _hasBegun;

    public void Print(DataSet answer)
    {
        output.Write((_hasBegun ? ",\n" : "[\n") + Encoding.UTF8.GetString(DicomJsonWriter.ToArray(answer, Options)));
        _hasBegun = true;
    }

    public void Complete() => output.WriteLine(_hasBegun ? "\n]" : "[]");
}
