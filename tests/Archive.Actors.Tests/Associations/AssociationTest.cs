namespace Archive.Actors.Tests.Associations;

/// <summary>Tests of whole associations run one after the other: they watch instruments that the process shares.</summary>
[Collection(nameof(AssociationTest))]
public abstract class AssociationTest;

/// <summary>See <see cref="AssociationTest"/>.</summary>
[CollectionDefinition(nameof(AssociationTest))]
public sealed class AssociationCollection;
