using System.CommandLine;
using Archive.Cli.Connections;
using Archive.Cli.Queries;
using Archive.Cli.Receiving;
using Archive.Cli.Terminals;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Commands;

/// <summary><c>get</c>: receives objects into a folder (C-GET, PS3.4 C.4.3).</summary>
internal sealed class GetCommand : RetrieveCommand
{
    private readonly Option<string> _folder = new("--output", "-o") { Description = "The folder; files are STUDY/SERIES/INSTANCE.dcm in it, named by UID", HelpName = "FOLDER", DefaultValueFactory = _ => "." };

    public GetCommand(ILocalNode node)
        : base("get", "Receives patients, studies, series or objects from a peer into a folder (C-GET).", node) => Options.Insert(0, _folder);

    protected override async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var query = ReadQuery(parsed);
        var connection = await Peer.ReadAsync(parsed, cancellationToken);
        var path = parsed.GetValue(_folder)!;
        var folder = new ObjectFolder(path, connection.Called);
        var sopClass = query.Model.Get;
        var options = connection.CreateOptions(negotiations: Negotiation.Read(parsed, sopClass), serveAsync: folder.ServeAsync).Propose(sopClass, Connection.QuerySyntaxes);
        StorageContexts.Propose(options, await FindClassesAsync(connection, query, cancellationToken));
        await using var association = await connection.ConnectAsync(options, cancellationToken);
        Negotiation.Report(parsed, association, sopClass, terminal);
        var outcome = await FollowAsync(
            association, association.GetAsync(sopClass, query.Identifier, cancellationToken), new RetrieveCounters(folder.Describe), folder, terminal, cancellationToken);
        if (IsJson(parsed))
            outcome.PrintJson(terminal.Output, folder.Bytes);
        else
            outcome.Print(terminal, "Received", $"({Quantity.Bytes(folder.Bytes)}) into {path}", countsItself: true);
        if (folder.Problem is { } problem)
            await terminal.Error.WriteLineAsync($"{Quantity.Objects(folder.Refused)} could not be written: {problem}");
        var code = outcome.ToExitCode(countsItself: true);
        if (folder.Files >= outcome.Counters.Completed)
            return code;
        await terminal.Error.WriteLineAsync($"The peer says that it sent {Quantity.Objects(outcome.Counters.Completed)}; {Quantity.Objects(folder.Files)} came.");
        return code == ExitCode.Success ? ExitCode.Incomplete : code;
    }

    /// <summary>
    /// Asks for SOP Classes in Study (0008,0062), so that exactly those are proposed. A peer that does not know the attribute,
    /// or does not answer queries, is proposed the usual ones.
    /// </summary>
    private static async Task<IReadOnlyCollection<Uid>> FindClassesAsync(Connection connection, RetrieveArguments query, CancellationToken cancellationToken)
    {
        var model = query.Model;
        var keys = new[] { Tags.PatientID, Tags.StudyInstanceUID }.Select(tag => new Key(new AttributePath(tag), string.Join('\\', query.Identifier.GetStrings(tag)))).ToArray();
        if (Array.TrueForAll(keys, key => key.Value.Length == 0))
            return []; // Every study would match.
        var identifier = Identifier.Create(QueryLevel.Study, [.. keys, new Key(new AttributePath(Tags.SOPClassesInStudy), "")], null, TimeProvider.System);
        await using var association = await connection.ConnectAsync(
            connection.CreateOptions().Propose(model.Find, Connection.QuerySyntaxes), cancellationToken);
        var classes = new HashSet<Uid>();
        try
        {
            await foreach (var answer in association.FindAsync(model.Find, identifier, cancellationToken))
            {
                if (!answer.Response.Status.IsPending)
                    continue;
                var found = answer.ReadDataSet().GetStrings(Tags.SOPClassesInStudy);
                if (found.Count == 0)
                    return [];
                classes.UnionWith(found.Where(text => Uid.IsValid(text)).Select(text => new Uid(text)));
            }

            await association.ReleaseAsync(cancellationToken);
        }
        catch (Exception e) when (e is DicomFormatException || PeerErrors.IsExpected(e))
        {
            return [];
        }

        return classes;
    }
}
