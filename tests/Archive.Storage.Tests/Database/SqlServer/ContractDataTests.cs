namespace Archive.Storage.Tests.Database.SqlServer;

/// <summary>Where there is no server, nobody would notice that contracts are run by nothing.</summary>
public sealed class ContractDataTests
{
    private static readonly List<string> Ran = [];

    [Fact]
    public async Task Every_test_of_a_contract_is_run_with_all_of_its_data_on_an_instance_of_its_own()
    {
        var names = new ContractDataAttribute(typeof(Derived)).GetData(null!).Select(row => (string)row[0]).ToList();
        foreach (var name in names.Where(name => !name.StartsWith("Fails", StringComparison.Ordinal)))
            await ContractDataAttribute.RunAsync(typeof(Derived), name, () => new Derived());

        Assert.Equal(4, names.Count);
        Assert.Equal(["1 one", "2 two", "alone", "disposed", "disposed", "disposed"], Ran.Order(StringComparer.Ordinal));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ContractDataAttribute.RunAsync(typeof(Derived), "Fails 0", () => new Derived()));
    }

    public abstract class Contract : IDisposable
    {
        public static TheoryData<int, string> Data => new() { { 1, "one" }, { 2, "two" } };

        public void Dispose()
        {
            Ran.Add("disposed");
            GC.SuppressFinalize(this);
        }

        [Fact]
        public void Alone() => Ran.Add("alone");

        [Theory]
        [MemberData(nameof(Data))]
        public async Task With(int number, string text)
        {
            await Task.Yield();
            Ran.Add($"{number} {text}");
        }

        [Fact]
        public async Task Fails()
        {
            await Task.Yield();
            throw new InvalidOperationException();
        }
    }

    private sealed class Derived : Contract;
}
