namespace Archive.LoadTests.Simulators;

/// <summary>How much a modality sends on one association.</summary>
internal enum AssociationScope
{
    Object,
    Series,
    Study,
}
