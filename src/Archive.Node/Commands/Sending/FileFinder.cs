namespace Archive.Node.Commands.Sending;

/// <summary>Finds the files that are named or lie below folders that are named, in the order of their names.</summary>
internal static class FileFinder
{
    /// <param name="unreadable">Takes the path of what cannot be read, and why.</param>
    public static IEnumerable<FileInfo> Find(IEnumerable<string> paths, Action<string, string> unreadable)
    {
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                foreach (var file in FindBelow(new DirectoryInfo(path), unreadable))
                    yield return file;
            }
            else if (File.Exists(path))
            {
                yield return new FileInfo(path);
            }
            else
            {
                unreadable(path, "There is no such file or folder");
            }
        }
    }

    private static IEnumerable<FileInfo> FindBelow(DirectoryInfo top, Action<string, string> unreadable)
    {
        var folders = new Stack<DirectoryInfo>([top]);
        while (folders.TryPop(out var folder))
        {
            var (files, subfolders) = List(folder, unreadable);
            // Links to folders are not followed: they may lead in a circle.
            foreach (var subfolder in subfolders.Where(subfolder => subfolder.LinkTarget is null).OrderByDescending(subfolder => subfolder.Name, StringComparer.Ordinal))
                folders.Push(subfolder);
            foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
                yield return file;
        }
    }

    private static (FileInfo[] Files, DirectoryInfo[] Folders) List(DirectoryInfo folder, Action<string, string> unreadable)
    {
        try
        {
            return (folder.GetFiles(), folder.GetDirectories());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable(folder.FullName, e.Message);
            return ([], []);
        }
    }
}
