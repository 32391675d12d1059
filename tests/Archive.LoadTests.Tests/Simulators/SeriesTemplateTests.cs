using System.Buffers;
using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Tests.Simulators;

public sealed class SeriesTemplateTests
{
    private static readonly StudyIdentity Identity = new(StudyIdentity.NewRoot(), Seed: 1, Load: 0, Begun: new DateTime(2026, 12, 31, 8, 30, 0));

    public static TheoryData<string, string> Encodings()
    {
        var data = new TheoryData<string, string>();
        foreach (var simulator in Simulator.Names.Where(name => name != "huge").Select(Simulator.Get))
        {
            foreach (var syntax in simulator.Contexts["store"].Where(context => simulator.Series.Any(series => series.SopClass == context.AbstractSyntax))
                .SelectMany(context => context.TransferSyntaxes).Distinct())
            {
                if (TransferSyntax.TryGet(new Uid(syntax), out _))
                    data.Add(simulator.Name, syntax);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_object_is_a_data_set_in_its_transfer_syntax_with_identifiers_of_its_own(string name, string syntax)
    {
        var simulator = Simulator.Get(name);
        TransferSyntax.TryGet(new Uid(syntax), out var transferSyntax);
        var study = new StudyPlan(simulator, new LoadPlan { Modality = name, Does = Work.Object, ObjectsTimes = 0.1 }, Identity, 7);
        foreach (var series in study.Series.Where(series => simulator.Contexts["store"].Single(context => context.AbstractSyntax == series.Kind.SopClass).TransferSyntaxes.Contains(syntax)))
        {
            var template = new SeriesTemplate(series, transferSyntax!);
            foreach (var index in new[] { 0, series.Objects - 1, 0 })
            {
                var dataSet = DataSetReader.Read(template.Make(index).ToArray(), transferSyntax!);

                Assert.Equal(series.SopInstance(index), dataSet.GetString(Tags.SOPInstanceUID));
                Assert.Equal((index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), dataSet.GetString(Tags.InstanceNumber)!.Trim());
                Assert.Equal((study.Uid, series.Uid, series.Kind.SopClass), (dataSet.GetString(Tags.StudyInstanceUID), dataSet.GetString(Tags.SeriesInstanceUID), dataSet.GetString(Tags.SOPClassUID)));
                Assert.Equal(study.PatientName, dataSet.GetString(Tags.PatientName));
                if (series.Kind.IsImage)
                    AssertPixels(series, dataSet, transferSyntax!);
            }
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_studies_and_every_run_has_uids_of_its_own()
    {
        var load = new LoadPlan { Modality = "ct", Does = Work.Examination };
        var first = new StudyPlan(Simulator.Get("ct"), load, Identity, 3);
        var again = new StudyPlan(Simulator.Get("ct"), load, Identity with { Root = StudyIdentity.NewRoot() }, 3);

        Assert.Equal(first.Series.Select(series => series.Objects), again.Series.Select(series => series.Objects));
        Assert.Equal(first.PatientName, again.PatientName);
        Assert.NotEqual(first.Uid, again.Uid);
    }

    [Fact]
    public void An_object_of_four_gigabytes_takes_no_memory_of_its_own()
    {
        var study = new StudyPlan(Simulator.Get("huge"), new LoadPlan { Modality = "huge", Does = Work.Object }, Identity, 1);
        var series = study.Series[0] with { Frames = 460 };
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var template = new SeriesTemplate(series, TransferSyntax.ExplicitVrLittleEndian);

        Assert.InRange(template.Make(0).Length, 4_200_000_000, 4_294_967_295);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 * 1024 * 1024);
    }

    private static void AssertPixels(SeriesPlan series, DataSet dataSet, TransferSyntax transferSyntax)
    {
        Assert.True(dataSet.TryGet(Tags.PixelData, out var pixels));
        if (transferSyntax.IsEncapsulated)
            Assert.Equal(series.Frames + 1, pixels!.Fragments.Count); // an empty offset table before them
        else
            Assert.Equal(series.Frames * series.Kind.BytesPerFrame, pixels!.Value.Length);
    }
}
