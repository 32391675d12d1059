using Archive.Node.Commands;

return await new NodeCommandLine().Parse(args).InvokeAsync();
