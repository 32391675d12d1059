namespace Archive.Actors.Tests.TestKit;

/// <summary>Tests that start whole actor systems of their own: one after the other, since each start takes pool threads.</summary>
[CollectionDefinition(nameof(ActorSystemCollection))]
public sealed class ActorSystemCollection;
