using Archive.Cli.Files;

namespace Archive.Cli.Sending;

/// <summary>
/// Finds the files that are named or lie below folders that are named, in the order of their names. Links to files are files; links to
/// folders are not followed, for they may lead in a circle.
/// </summary>
internal static class FileFinder
{
    public static IEnumerable<FoundFile> Find(IEnumerable<FilePath> paths)
    {
        foreach (var path in paths)
        {
            var (kind, problem) = Look(path);
            if (kind != FileKind.Folder)
                yield return Judge(path, kind, problem, isNamed: true);
            else
            {
                foreach (var file in FindBelow(path))
                    yield return file;
            }
        }
    }

    private static IEnumerable<FoundFile> FindBelow(FilePath top)
    {
        var folders = new Stack<FilePath>([top]);
        while (folders.TryPop(out var folder))
        {
            var (entries, unreadable) = List(folder);
            if (unreadable.Length > 0)
                yield return new FoundFile(folder, Inspection.Of(SendOutcome.Failed, unreadable));
            var subfolders = new Stack<FilePath>();
            foreach (var (name, told) in entries)
            {
                var path = folder.Append(name);
                var (kind, problem) = told is null ? Look(path, follows: false) : (told, "");
                var isLink = kind == FileKind.Link;
                if (isLink)
                    (kind, problem) = Look(path);
                if (kind != FileKind.Folder)
                    yield return Judge(path, kind, problem, isNamed: false);
                else if (!isLink)
                    subfolders.Push(path);
            }

            while (subfolders.TryPop(out var subfolder))
                folders.Push(subfolder);
        }
    }

    /// <summary>A pipe or a device that lies among files is no object that is missing; one that was named is.</summary>
    private static FoundFile Judge(FilePath path, FileKind? kind, string problem, bool isNamed) => kind switch
    {
        FileKind.Regular => new FoundFile(path),
        null => new FoundFile(path, Inspection.Of(SendOutcome.Failed, problem)),
        { } special => new FoundFile(path, Inspection.Of(isNamed ? SendOutcome.Failed : SendOutcome.NoDicom, new FileStatus(special, 0).Describe())),
    };

    private static (FileKind? Kind, string Problem) Look(FilePath path, bool follows = true)
    {
        try
        {
            return (FileSystem.GetStatus(path, follows).Kind, "");
        }
        catch (IOException e)
        {
            return (null, e.Message);
        }
    }

    private static (IReadOnlyList<(byte[] Name, FileKind? Kind)> Entries, string Unreadable) List(FilePath folder)
    {
        try
        {
            return (FileSystem.List(folder), "");
        }
        catch (IOException e)
        {
            return ([], e.Message);
        }
    }
}
