// Options come from the process's environment and folder, nodes print to its console.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
