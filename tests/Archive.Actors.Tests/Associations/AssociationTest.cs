namespace Archive.Actors.Tests.Associations;

/// <summary>
/// Tests of whole associations run one after the other: they watch instruments that the process shares. A <see cref="TestArchive"/> starts
/// in no other test.
/// </summary>
[Collection(nameof(AssociationTest))]
public abstract class AssociationTest
{
    private static readonly AsyncLocal<bool> IsRunning = new();

    protected AssociationTest() => IsRunning.Value = true;

    internal static void ThrowIfElsewhere()
    {
        if (!IsRunning.Value)
            throw new InvalidOperationException($"The test's class is no {nameof(AssociationTest)}: others would see its associations.");
    }
}

/// <summary>See <see cref="AssociationTest"/>.</summary>
[CollectionDefinition(nameof(AssociationTest))]
public sealed class AssociationCollection;
