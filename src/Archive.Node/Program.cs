using System.CommandLine;
using Archive.Cli.Commands;
using Archive.Node.Hosting;

// Signals are the host's: what is in flight may take longer than the two seconds that the command line would give it.
return await ArchiveCommandLine.Create(new LocalNode()).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
