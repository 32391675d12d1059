namespace Archive.Cli.Files;

/// <summary>What lies at a path (stat(2), S_IFMT).</summary>
internal enum FileKind
{
    Regular = 0x8000,
    Folder = 0x4000,
    Link = 0xA000,
    NamedPipe = 0x1000,
    Socket = 0xC000,
    CharacterDevice = 0x2000,
    BlockDevice = 0x6000,
}
