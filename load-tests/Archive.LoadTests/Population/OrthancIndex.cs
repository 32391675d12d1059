using System.Diagnostics;
using System.Globalization;
using Archive.LoadTests.Servers;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Population;

/// <summary>A directory of Orthanc that holds a hospital's studies. It takes them over DICOM alone, so that filling it takes a while.</summary>
internal static class OrthancIndex
{
    private const int Associations = 4;

    /// <summary>Fills the directory unless a note says that it holds these studies already.</summary>
    public static async Task CreateAsync(string directory, Hospital hospital, CancellationToken cancellationToken)
    {
        var note = Path.Combine(directory, "generated.txt");
        var description = string.Create(CultureInfo.InvariantCulture, $"{hospital.Studies} studies, seed {hospital.Seed}");
        if (File.Exists(note) && await File.ReadAllTextAsync(note, cancellationToken) == description)
            return;
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);

        var clock = Stopwatch.StartNew();
        var orthanc = Contender.Orthanc(isTuned: true);
        using var server = await orthanc.StartAsync(directory);
        var sent = 0;
        await Task.WhenAll(Enumerable.Range(0, Associations).Select(async first =>
        {
            await using var association = await ScuAssociation.ConnectAsync(Propose(orthanc.Call("FILL")), cancellationToken);
            for (var number = first; number < hospital.Studies; number += Associations)
            {
                foreach (var dataSet in StudyObjects.Of(hospital.Study(number)))
                    await StoreAsync(association, dataSet, cancellationToken);
                if (Interlocked.Increment(ref sent) % 10_000 == 0)
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sent:N0} of {hospital.Studies:N0} studies in Orthanc, {clock.Elapsed.TotalSeconds:0} s"));
            }

            await association.ReleaseAsync(cancellationToken);
        }));
        await File.WriteAllTextAsync(note, description, cancellationToken);
    }

    private static ScuAssociationOptions Propose(ScuAssociationOptions options) => Modality.StoredClasses.Aggregate(
        options, (proposed, sopClass) => proposed.Propose(sopClass, TransferSyntax.ExplicitVrLittleEndian));

    private static async Task StoreAsync(ScuAssociation association, DataSet dataSet, CancellationToken cancellationToken)
    {
        var context = association.GetContext(dataSet.GetUid(Tags.SOPClassUID));
        var response = await association.StoreAsync(context, dataSet.GetUid(Tags.SOPInstanceUID), dataSet, cancellationToken);
        if (response.Status != DimseStatus.Success)
            throw new InvalidOperationException($"Orthanc answered {response.Status} to an object.");
    }
}
