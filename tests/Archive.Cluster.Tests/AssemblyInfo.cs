// Each test kills processes and measures stalls: it has the machine to itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
