namespace Archive.Cli.Files;

/// <summary>What lies at a path, and its length in bytes.</summary>
internal readonly record struct FileStatus(FileKind Kind, long Length)
{
    /// <summary>What it is instead of a file, as a sentence.</summary>
    public string Describe() => Kind switch
    {
        FileKind.Folder => "It is a folder",
        FileKind.Link => "It is a link",
        FileKind.NamedPipe => "It is a named pipe and no file",
        FileKind.Socket => "It is a socket and no file",
        FileKind.CharacterDevice or FileKind.BlockDevice => "It is a device and no file",
        _ => "It is no regular file",
    };
}
