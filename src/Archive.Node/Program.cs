using System.CommandLine;
using Archive.Node.Commands;

// Signals are the host's: what is in flight may take longer than the two seconds that the command line would give it.
return await new NodeCommandLine().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
