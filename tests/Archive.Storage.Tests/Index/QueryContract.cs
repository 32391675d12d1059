using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;

namespace Archive.Storage.Tests.Index;

/// <summary>Stores objects and asks for them: what tests of queries have in common, whatever database they run on.</summary>
public abstract class QueryContract : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StudyStore _store;

    /// <param name="open">Opens an empty database, in the folder that it is given when it needs one.</param>
    protected QueryContract(Func<TemporaryFolder, IStorageUnderTest> open)
    {
        Storage = open(_folder);
        _store = new StudyStore(Storage);
    }

    protected IStorageUnderTest Storage { get; }

    public void Dispose()
    {
        Storage.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task StoreAsync(params IReadOnlyList<DataSet> objects) => _store.StoreAsync(objects);

    protected async Task<List<DataSet>> FindAsync(FindRequest request)
    {
        var answers = new List<DataSet>();
        await foreach (var answer in Storage.Index.FindAsync(request))
            answers.Add(answer);
        return answers;
    }

    protected Task<List<DataSet>> FindAsync(DataSet identifier, QueryFeatures features = QueryFeatures.None) => FindAsync(Request(identifier, features));

    protected async Task<DataSet> FindOneAsync(DataSet identifier, QueryFeatures features = QueryFeatures.None) =>
        Assert.Single(await FindAsync(identifier, features));

    /// <summary>The Study Instance UIDs that match the identifier, in their order.</summary>
    protected async Task<string> StudiesAsync(DataSet identifier, QueryFeatures features = QueryFeatures.None)
    {
        identifier.SetString(Tags.QueryRetrieveLevel, "STUDY");
        if (!identifier.Contains(Tags.StudyInstanceUID))
            identifier.SetString(Tags.StudyInstanceUID, "");
        return Uids(await FindAsync(identifier, features), Tags.StudyInstanceUID);
    }

    /// <summary>True when the only object that there is, with this value, is found by this key.</summary>
    protected async Task<bool> MatchesAsync(string keyword, string stored, string key, QueryFeatures features = QueryFeatures.None)
    {
        var tag = Objects.Named(keyword);
        var image = Utf8(Objects.Image("1.2")).Remove(tag);
        await StoreAsync(stored.Length == 0 ? image : image.SetString(tag, stored));
        var identifier = Utf8(Objects.Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1")));
        return (await FindAsync(identifier.SetString(tag, key), features)).Count == 1;
    }

    protected static FindRequest Request(DataSet identifier, QueryFeatures features = QueryFeatures.None, InformationModel model = InformationModel.StudyRoot) =>
        new(model, identifier) { RetrieveAeTitle = "ARCHIVE", Features = features };

    protected static string Uids(IEnumerable<DataSet> answers, Tag tag) => string.Join(',', answers.Select(answer => answer.GetString(tag)).Order(StringComparer.Ordinal));

    protected static DataSet Utf8(DataSet dataSet) => dataSet.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");

    protected static DataSet Declared(DataSet dataSet, params ReadOnlySpan<string> terms) => dataSet.SetStrings(Tags.SpecificCharacterSet, terms);
}
