using System.Diagnostics;
using System.Globalization;
using Archive.LoadTests.Servers;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Population;

/// <summary>Gives a server a hospital's studies in the way that is open to every server: it stores them.</summary>
internal static class StudiesOverDicom
{
    private const int Associations = 4;

    /// <summary>Fills the directory unless a note says that it holds these studies already.</summary>
    /// <param name="contender">Whose directory it is, in whatever way takes them fastest.</param>
    public static async Task CreateAsync(string directory, Hospital hospital, Contender contender, CancellationToken cancellationToken)
    {
        var note = Path.Combine(directory, "generated.txt");
        var description = string.Create(CultureInfo.InvariantCulture, $"{hospital.Studies} studies, seed {hospital.Seed}");
        if (File.Exists(note) && await File.ReadAllTextAsync(note, cancellationToken) == description)
            return;
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        await using var server = await contender.StartAsync(directory);
        await SendAsync(contender, hospital, cancellationToken);
        if (server.Database is { } database)
            await database.AnalyzeAsync();
        await File.WriteAllTextAsync(note, description, cancellationToken);
    }

    public static async Task SendAsync(Contender contender, Hospital hospital, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var sent = 0;
        await Task.WhenAll(Enumerable.Range(0, Associations).Select(async first =>
        {
            await using var association = await ScuAssociation.ConnectAsync(Propose(contender.Call("FILL")), cancellationToken);
            for (var number = first; number < hospital.Studies; number += Associations)
            {
                foreach (var dataSet in StudyObjects.Of(hospital.Study(number)))
                    await StoreAsync(association, dataSet, cancellationToken);
                if (Interlocked.Increment(ref sent) % 10_000 == 0)
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contender.Name}: {sent:N0} of {hospital.Studies:N0} studies, {clock.Elapsed.TotalSeconds:0} s"));
            }

            await association.ReleaseAsync(cancellationToken);
        }));
    }

    private static ScuAssociationOptions Propose(ScuAssociationOptions options) => Modality.StoredClasses.Aggregate(
        options, (proposed, sopClass) => proposed.Propose(sopClass, TransferSyntax.ExplicitVrLittleEndian));

    private static async Task StoreAsync(ScuAssociation association, DataSet dataSet, CancellationToken cancellationToken)
    {
        var context = association.GetContext(dataSet.GetUid(Tags.SOPClassUID));
        var response = await association.StoreAsync(context, dataSet.GetUid(Tags.SOPInstanceUID), dataSet, cancellationToken);
        if (response.Status != DimseStatus.Success)
            throw new InvalidOperationException($"An object was answered {response.Status}.");
    }
}
