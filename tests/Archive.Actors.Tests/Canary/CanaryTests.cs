using System.Net;
using System.Net.Sockets;
using Archive.Actors.Associations;
using Archive.Actors.Canary;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Health;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Canary;

/// <summary>The archive stores, finds and retrieves an object of its own by its own listener, and nobody else notices.</summary>
public sealed class CanaryTests : AssociationTest
{
    private static readonly Uid Find = SopClasses.StudyRootQueryRetrieveInformationModelFind;
    private static readonly Uid Get = SopClasses.StudyRootQueryRetrieveInformationModelGet;
    private static readonly CanarySettings Never = new() { Interval = TimeSpan.FromDays(1) };
    private static readonly CanarySettings Often = new() { Interval = TimeSpan.FromMilliseconds(20) };

    private readonly CanaryObject _object = new(0);

    [Fact]
    public async Task What_it_stores_comes_back_and_nobody_else_finds_or_gets_it()
    {
        await using var archive = await TestArchive.StartAsync(new() { Canary = Never });
        var other = TestObject.Ct();
        await TestScu.StoreAsync(archive, other);
        Assert.Null((await RoundAsync(archive)).Problem);
        Assert.Null((await RoundAsync(archive)).Problem);

        Assert.Equal([other.Study.Value], await StudiesAsync(archive, TestArchive.Modality, new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, "")));
        Assert.Empty(await StudiesAsync(archive, TestArchive.Modality, _object.Identifier()));
        Assert.Equal(0, await GetAsync(archive, TestArchive.Modality, _object.Identifier()));

        Assert.Equal([_object.Study.Value], await StudiesAsync(archive, Peer.Self.AeTitle, _object.Identifier()));
        Assert.Equal(1, await GetAsync(archive, Peer.Self.AeTitle, _object.Identifier()));
    }

    [Fact]
    public async Task A_good_round_leaves_no_line_in_the_log()
    {
        await using var archive = await TestArchive.StartAsync(new() { Canary = Never });
        archive.ForgetLog();

        Assert.Null((await RoundAsync(archive)).Problem);
        Assert.Null((await RoundAsync(archive)).Problem);

        await archive.AllIsOverAsync();
        Assert.Empty(archive.LogLines);
    }

    [Fact]
    public async Task Nobody_else_stores_into_a_reserved_study_and_the_archive_into_no_other()
    {
        await using var archive = await TestArchive.StartAsync(new() { Canary = Never });

        Assert.Equal(DimseStatus.NotAuthorized, await StoreAsync(archive, TestArchive.Modality, _object.Instance, _object.Create()));
        var other = TestObject.Make(CanaryObject.SopClass, "OT", 100);
        Assert.Equal(DimseStatus.NotAuthorized, await StoreAsync(archive, Peer.Self.AeTitle, other.Instance, other.Bytes));
        Assert.Equal(DimseStatus.Success, await StoreAsync(archive, TestArchive.Modality, other.Instance, other.Bytes));

        Assert.Empty(await StudiesAsync(archive, Peer.Self.AeTitle, _object.Identifier()));
    }

    [Theory]
    [InlineData("127.0.0.1", PduType.AAssociateAc)]
    [InlineData("127.0.0.2", PduType.AAssociateRj)]
    public async Task Its_title_is_accepted_from_the_listeners_own_address_alone(string address, PduType expected)
    {
        await using var archive = await TestArchive.StartAsync(new() { Canary = Never });
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        await socket.ConnectAsync(archive.EndPoint);
        var usual = RawAssociation.Request;
        var request = new AAssociateRq
        {
            CalledAeTitle = usual.CalledAeTitle,
            CallingAeTitle = Peer.Self.AeTitle,
            PresentationContexts = usual.PresentationContexts,
            UserInformation = usual.UserInformation,
        };

        await socket.SendAsync(request.ToArray());

        var answer = new byte[10];
        Assert.True(await socket.ReceiveAsync(answer) > 0);
        Assert.Equal((byte)expected, answer[0]);
    }

    [Fact]
    public async Task An_archive_that_is_started_again_goes_on_with_the_same_object()
    {
        using var folder = new TemporaryFolder();
        for (var run = 0; run < 3; run++)
        {
            await using var archive = await TestArchive.StartAsync(new() { Canary = Never, Folder = folder.Path });
            Assert.Null((await RoundAsync(archive)).Problem);
            Assert.Single(await archive.Index.ReadAllInstancesAsync().ToListAsync());
            Assert.Single(await archive.Journal.ReadAsync(0).ToListAsync());
        }
    }

    [Fact]
    public async Task The_node_is_not_ready_while_what_it_stores_cannot_be_read_back_and_is_again_when_it_can()
    {
        await using var archive = await TestArchive.StartAsync(new() { Canary = Often });
        archive.Blobs.ReadFailure = new IOException("The disk does not answer.");

        await Wait.UntilAsync(() => archive.Health[ArchivePart.Canary].State == HealthState.Impaired, "two failed rounds");
        Assert.Contains("C-GET was answered with", archive.Health.NotReadyReason, StringComparison.Ordinal);

        archive.Blobs.ReadFailure = null;
        await Wait.UntilAsync(() => archive.Health.NotReadyReason is null, "a good round");
    }

    [Fact]
    public async Task What_cannot_be_stored_is_a_failure_with_its_reason()
    {
        await using var archive = await TestArchive.StartAsync(new() { Canary = Never });
        archive.Blobs.Failure = new InvalidOperationException("Nothing is written.");

        var result = await RoundAsync(archive);

        Assert.StartsWith("What the node stores in itself does not come back: ", result.Problem, StringComparison.Ordinal);
        Assert.False(result.IsSkipped);
    }

    [Fact]
    public async Task Other_bytes_than_were_stored_are_a_failure()
    {
        await using var archive = await TestArchive.StartAsync(new() { Canary = Never, Index = index => new LateIndex(index) });
        Assert.Null((await RoundAsync(archive)).Problem);

        Assert.Contains("other bytes", (await RoundAsync(archive)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_round_that_takes_too_long_is_broken_off()
    {
        await using var archive = await TestArchive.StartAsync(new() { Canary = Never with { Deadline = TimeSpan.FromMilliseconds(100) } });
        archive.Blobs.Hold();

        Assert.Contains("longer than 0.1 s", (await RoundAsync(archive)).Problem, StringComparison.Ordinal);

        archive.Blobs.Release();
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task A_node_that_is_full_or_knows_that_it_takes_nothing_is_not_asked()
    {
        await using var archive = await TestArchive.StartAsync(new() { Canary = Never, Settings = new AssociationSettings { MaxAssociations = 1 } });
        await using (var only = await archive.ConnectAsync())
            Assert.True((await RoundAsync(archive)).IsSkipped);
        await archive.AllIsOverAsync();

        archive.Health.Close("It goes down.");
        Assert.True((await RoundAsync(archive)).IsSkipped);
        archive.Health.Open();
        Assert.Equal((null, false), await RoundAsync(archive) is var good ? (good.Problem, good.IsSkipped) : default);
    }

    [Fact]
    public async Task Retrievals_that_take_all_places_do_not_keep_it_waiting()
    {
        await using var archive = await TestArchive.StartAsync(new() { Canary = Never, Retrieval = new RetrievalSettings { MaxSendingAssociations = 1 } });
        using var place = await archive.Services.GetRequiredService<RetrievalServices>().RetrievalPlaces.All.EnterAsync(0, CancellationToken.None);

        Assert.Null((await RoundAsync(archive)).Problem);
    }

    private static Task<CanaryResult> RoundAsync(TestArchive archive) => archive.Services.GetRequiredService<CanaryRound>().RunAsync(CancellationToken.None);

    private static ScuAssociationOptions Call(TestArchive archive, AeTitle title, Func<IncomingRequest, CancellationToken, ValueTask<DimseResponse>>? serve = null) => new ScuAssociationOptions
    {
        Host = IPAddress.Loopback.ToString(),
        Port = archive.EndPoint.Port,
        CalledAeTitle = TestArchive.AeTitle,
        CallingAeTitle = title,
        ServeAsync = serve,
    }
    .Propose(CanaryObject.SopClass, TransferSyntax.ExplicitVrLittleEndian).ProposeScpRole(CanaryObject.SopClass)
    .Propose(Find, TransferSyntax.ExplicitVrLittleEndian)
    .Propose(Get, TransferSyntax.ExplicitVrLittleEndian);

    private static async Task<DimseStatus> StoreAsync(TestArchive archive, AeTitle title, Uid instance, byte[] bytes)
    {
        await using var association = await ScuAssociation.ConnectAsync(Call(archive, title));
        return (await association.StoreAsync(association.GetContext(CanaryObject.SopClass), instance, bytes)).Status;
    }

    private static async Task<List<string?>> StudiesAsync(TestArchive archive, AeTitle title, DataSet identifier)
    {
        await using var association = await ScuAssociation.ConnectAsync(Call(archive, title));
        return await association.FindAsync(Find, identifier).Where(match => !match.DataSet.IsEmpty).Select(match => match.ReadDataSet().GetString(Tags.StudyInstanceUID)).ToListAsync();
    }

    /// <summary>How many objects came.</summary>
    private static async Task<int> GetAsync(TestArchive archive, AeTitle title, DataSet identifier)
    {
        var came = 0;
        await using var association = await ScuAssociation.ConnectAsync(Call(archive, title, (incoming, _) =>
        {
            came++;
            return ValueTask.FromResult(incoming.Request.Respond(DimseStatus.Success));
        }));
        var last = await association.GetAsync(Get, identifier).LastAsync();
        Assert.True(last.Response.Status.IsSuccess);
        return came;
    }
}
