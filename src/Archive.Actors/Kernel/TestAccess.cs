using System.Runtime.CompilerServices;

// The test probe stands in for an actor, mailbox included.
[assembly: InternalsVisibleTo("Archive.Actors.Tests")]
