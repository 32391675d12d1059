using System.Globalization;
using Archive.LoadTests.Population;
using Archive.LoadTests.Scenarios;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Simulators;

/// <summary>A study of an invented patient, all of which follows from its number: nothing of it is kept, it can be made anew at any time.</summary>
internal sealed class StudyPlan
{
    private const int TailLetters = 3;

    private readonly Lazy<(string Name, string Sex, CharacterSet CharacterSet)> _patient;

    /// <param name="identity">What the studies of this load of this run have in common.</param>
    public StudyPlan(Simulator simulator, LoadPlan load, StudyIdentity identity, long number)
    {
        Simulator = simulator;
        Number = number;
        Uid = string.Create(CultureInfo.InvariantCulture, $"{identity.Root}.{identity.Load + 1}.{number + 1}");
        Code = string.Create(CultureInfo.InvariantCulture, $"{identity.Root[^TailLetters..]}{identity.Load + 1}-{number + 1}");
        Date = identity.Begun.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        Time = identity.Begun.ToString("HHmmss", CultureInfo.InvariantCulture);
        var draw = new Draw((ulong)identity.Seed + (ulong)identity.Load, (ulong)number);
        _patient = new(() =>
        {
            var patient = new Draw((ulong)identity.Seed, (ulong)number);
            return PersonNames.Patient(ref patient);
        });

        var series = new List<SeriesPlan>();
        foreach (var kind in simulator.Series)
        {
            for (var i = kind.Series.Choose(ref draw); i > 0; i--)
            {
                var objects = kind.Objects.Choose(ref draw);
                if (kind.Objects.Most > 1)
                    objects = (int)Math.Clamp(Math.Round(objects * load.ObjectsTimes), Math.Min(1, objects), SeriesPlan.MaxObjects);
                if (objects > 0)
                    series.Add(new SeriesPlan(this, kind, series.Count + 1, objects, Math.Max(1, kind.Frames.Choose(ref draw))));
            }
        }

        Series = series;
    }

    public Simulator Simulator { get; }

    public long Number { get; }

    /// <summary>Study Instance UID.</summary>
    public string Uid { get; }

    /// <summary>Its Accession Number and the Patient ID.</summary>
    public string Code { get; }

    public string PatientName => _patient.Value.Name;

    public string PatientSex => _patient.Value.Sex;

    public CharacterSet CharacterSet => _patient.Value.CharacterSet;

    public IReadOnlyList<SeriesPlan> Series { get; }

    /// <summary>Study Date.</summary>
    public string Date { get; }

    /// <summary>Study Time.</summary>
    public string Time { get; }
}
