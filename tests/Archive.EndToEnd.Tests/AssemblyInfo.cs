// Each test has nodes and disks of its own to itself: they measure memory, fill disks and kill processes.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
