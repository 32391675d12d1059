using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Matching;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>What a query costs beside the database: reading it, matching a row in memory, and making an answer of one.</summary>
[MemoryDiagnoser]
public class FindBenchmarks
{
    private static readonly FindRequest Request = new(InformationModel.StudyRoot, NewIdentifier()) { RetrieveAeTitle = "ARCHIVE" };

    private readonly FindAnswers _answers = new(FindQuery.Parse(Request), Request);
    private readonly RowMatcher _matcher = new(FindQuery.Parse(Request).Keys);
    private readonly byte[] _attributes = DataSetWriter.ToArray(NewStudy(), TransferSyntax.ExplicitVrLittleEndian);

    [Benchmark]
    public void ReadQuery() => FindQuery.Parse(Request);

    [Benchmark]
    public void MatchRow()
    {
        if (!_matcher.Matches(NewRow()))
            throw new InvalidOperationException("The study matches.");
    }

    [Benchmark]
    public void MakeAnswer() => _answers.Make(NewRow());

    [Benchmark]
    public void EncodeAnswer() => DataSetWriter.ToArray(_answers.Make(NewRow()), TransferSyntax.ExplicitVrLittleEndian);

    private FindRow NewRow() => new(new StudyRow(1, "2.25.3", _attributes, 2, 40, "CT\\SR", "1.2.840.10008.5.1.4.1.1.2"));

    private static DataSet NewIdentifier()
    {
        var identifier = new DataSet();
        foreach (var tag in (Tag[])
            [
                Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.ModalitiesInStudy, Tags.ReferringPhysicianName, Tags.StudyDescription,
                Tags.PatientID, Tags.PatientBirthDate, Tags.PatientSex, Tags.StudyInstanceUID, Tags.StudyID, Tags.NumberOfStudyRelatedSeries,
                Tags.NumberOfStudyRelatedInstances,
            ])
            identifier.Set(tag, ElementDictionary.GetVr(tag), ReadOnlyMemory<byte>.Empty);
        return identifier.SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.PatientName, "*MITH^J*");
    }

    private static DataSet NewStudy() => new DataSet()
        .SetString(Tags.SpecificCharacterSet, "ISO_IR 100")
        .SetString(Tags.StudyDate, "20240301")
        .SetString(Tags.StudyTime, "101500")
        .SetString(Tags.AccessionNumber, "A2400000001")
        .SetString(Tags.ReferringPhysicianName, "Referrer^Rita")
        .SetString(Tags.StudyDescription, "CT chest with contrast")
        .SetItems(Tags.ProcedureCodeSequence, new DataSet().SetString(Tags.CodeValue, "CT01").SetString(Tags.CodeMeaning, "CT chest"))
        .SetString(Tags.PatientName, "SMITH^JANE^Q")
        .SetString(Tags.PatientID, "100000001")
        .SetString(Tags.IssuerOfPatientID, "HOSP")
        .SetString(Tags.PatientBirthDate, "19700101")
        .SetString(Tags.PatientSex, "F")
        .SetString(Tags.PatientAge, "054Y")
        .SetString(Tags.StudyID, "S1");
}
