using System.Text;

namespace Archive.Storage.Blobs;

/// <summary>
/// The file <c>archive-id</c> beside the volumes that several nodes share. It holds the id that their database has, too, and shows by that
/// that the directory is the one which all of them mean.
/// </summary>
/// <param name="directory">The directory of all volumes.</param>
internal sealed class ArchiveIdFile(string directory)
{
    private readonly FileOperations _files = new();
    private readonly string _directory = Path.GetFullPath(directory);

    private string File => Path.Combine(_directory, "archive-id");

    /// <summary>Writes the file for good, unless it is there.</summary>
    public void Write(string id)
    {
        _files.CreateDirectory(_directory);
        if (Read() is not null)
            return;
        var unfinished = File + ".new"; // of one who ended amid this it may be there
        using (var file = System.IO.File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write))
        {
            _files.Write(file, Encoding.ASCII.GetBytes(id + "\n"), 0);
            _files.FlushData(file);
        }

        System.IO.File.Move(unfinished, File, overwrite: true);
        _files.FlushDirectory(_directory);
    }

    /// <exception cref="NotTheSharedDirectoryException">The file is missing, or holds another id.</exception>
    public void Check(string id)
    {
        var found = Read();
        if (found == id)
            return;
        var problem = found is null ? "has no file archive-id" : $"has the archive-id {found}";
        throw new NotTheSharedDirectoryException(
            $"The volumes of this database are those with the archive-id {id}, and {_directory} {problem}. {DescribeMount()} "
            + "Every node has to mount the same directory: see to that, or set Archive:DataDirectory to where it is mounted. "
            + "If the directory was moved or restored, its archive-id belongs with it.");
    }

    private string? Read()
    {
        try
        {
            return System.IO.File.ReadAllText(File).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string DescribeMount()
    {
        try
        {
            // Fields are parted by blanks; a blank within one is written as an octal number, which is good enough to be read by a person.
            var mount = System.IO.File.ReadLines("/proc/self/mounts").Select(line => line.Split(' '))
                .Where(fields => fields.Length > 2 && IsAt(fields[1])).MaxBy(fields => fields[1].Length);
            return mount is null ? "" : $"On this machine it lies in {mount[1]}, where {mount[0]} is mounted ({mount[2]}).";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private bool IsAt(string mountPoint) =>
        mountPoint == "/" || _directory == mountPoint || _directory.StartsWith(mountPoint + "/", StringComparison.Ordinal);
}
