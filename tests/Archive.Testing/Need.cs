namespace Archive.Testing;

/// <summary>What a test needs of the machine that not every machine gives.</summary>
public enum Need
{
    /// <summary>To mount file systems: the right to, as root has it outside of most containers.</summary>
    Mounts,

    /// <summary>To mount a file as an ext4 disk: <see cref="Mounts"/>, a loop device, and Debian's <c>e2fsprogs</c>.</summary>
    LoopDevices,

    /// <summary>To trace system calls: Debian's <c>strace</c>, and ptrace permitted.</summary>
    Strace,

    /// <summary>To make network namespaces and slow lines between them: root, and Debian's <c>iproute2</c>.</summary>
    Networks,

    /// <summary>To check rules of Prometheus: <c>promtool</c> of Debian's <c>prometheus</c>.</summary>
    Promtool,

    /// <summary>To make networks whose nodes can be cut from each other: <see cref="Networks"/>, and Debian's <c>nftables</c>.</summary>
    NetworkCuts,

    /// <summary>The version before, as <see cref="PreviousVersion"/> names it.</summary>
    PreviousVersion,

    /// <summary>The DICOM peer of npm: <see cref="NpmPackage.DcmjsDimse"/>.</summary>
    DcmjsDimse,

    /// <summary>The HL7 peer of npm: <see cref="NpmPackage.SimpleHl7"/>.</summary>
    SimpleHl7,
}
