namespace Archive.LoadTests.Load;

/// <summary>Something that is to be done.</summary>
/// <param name="Number">From 0, in the order of the plan.</param>
/// <param name="HadFreeDevice">A device was free at the planned time: a late start is the rig's own.</param>
internal readonly record struct Arrival(long Number, TimeSpan Planned, bool HadFreeDevice);
