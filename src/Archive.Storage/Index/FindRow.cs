namespace Archive.Storage.Index;

/// <summary>What the index has for one match: the study, and at the levels below it the series and the instance.</summary>
internal sealed record FindRow(StudyRow Study, SeriesRow? Series, InstanceRow? Instance);

/// <param name="Attributes">The encoded data set of the level.</param>
/// <param name="Modalities">Values with backslashes between them, as are <paramref name="SopClasses"/>.</param>
internal sealed record StudyRow(long Id, string Uid, byte[] Attributes, int SeriesCount, int InstanceCount, string Modalities, string SopClasses);

/// <param name="Attributes">The encoded data set of the level.</param>
internal sealed record SeriesRow(long Id, string Uid, byte[] Attributes, int InstanceCount);

/// <param name="Attributes">The encoded data set of the level.</param>
internal sealed record InstanceRow(long Id, string Uid, string SopClassUid, byte[] Attributes);
