using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Archive.Node.Options;

/// <summary>
/// Reads the options from appsettings.json in the working directory, then the environment, then the command line, the last
/// one winning. An unknown name or a wrong value is an error with its full name, never ignored. A list of simple values may
/// also be given as one value with commas.
/// </summary>
public static class ArchiveConfiguration
{
    private const string Prefix = "--" + ArchiveOptions.SectionName + ":";

    /// <exception cref="StartException">An argument is none of the archive's options.</exception>
    public static IConfiguration Build(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in arguments)
        {
            if (!argument.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || argument.IndexOf('=') is not (> 0 and var equals))
                throw new StartException($"'{argument}' is not understood: options are given as {Prefix}Name=value, and --help lists the commands.");
            values[argument[2..equals]] = argument[(equals + 1)..];
        }

        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(values)
                .Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new StartException($"{e.Message} {e.InnerException?.Message}".TrimEnd(), e);
        }
    }

    /// <exception cref="StartException">A name is unknown or a value is not allowed.</exception>
    public static ArchiveOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(ArchiveOptions.SectionName);
        Check(section, typeof(ArchiveOptions));
        var options = section.Get<ArchiveOptions>() ?? new ArchiveOptions();
        CheckValues(options, section.Path);
        return options;
    }

    /// <summary>Reads a list of peers that stands elsewhere than in the options: as if it stood there.</summary>
    /// <exception cref="StartException">A name is unknown or a value is not allowed.</exception>
    public static IReadOnlyList<PeerOptions> ReadPeers(IConfigurationSection section)
    {
        Check(section, typeof(IList<PeerOptions>));
        return [.. section.GetChildren().Select(ReadPeer)];
    }

    /// <inheritdoc cref="ReadPeers"/>
    public static PeerOptions ReadPeer(IConfigurationSection section)
    {
        Check(section, typeof(PeerOptions));
        var peer = section.Get<PeerOptions>() ?? new PeerOptions();
        CheckValues(peer, section.Path);
        return peer;
    }

    /// <summary>Checks names and the form of values before they are bound: binding passes over what it does not know.</summary>
    private static void Check(IConfigurationSection section, Type type)
    {
        if (IsGroup(type))
            CheckGroup(section, type);
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))
            CheckList(section, type.GetGenericArguments()[0]);
        else
            CheckValue(section, Nullable.GetUnderlyingType(type) ?? type);
    }

    private static void CheckGroup(IConfigurationSection section, Type type)
    {
        var names = string.Join(", ", type.GetProperties().Select(p => p.Name));
        if (!string.IsNullOrEmpty(section.Value))
            throw new StartException($"{section.Path} is '{section.Value}', but it has options of its own: {names}.");
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
                ?? throw new StartException($"{child.Path} is no option of the archive; {section.Path} has {names}.");
            Check(child, property.PropertyType);
        }
    }

    private static void CheckList(IConfigurationSection section, Type item)
    {
        if (!string.IsNullOrEmpty(section.Value))
            SplitList(section, item);
        foreach (var child in section.GetChildren())
            Check(child, item);
    }

    /// <summary>Gives the list its items, which binding looks for.</summary>
    private static void SplitList(IConfigurationSection section, Type item)
    {
        if (IsGroup(item))
            throw new StartException($"{section.Path} is '{section.Value}', but it is a list: its values are {section.Path}:0, {section.Path}:1 and so on.");
        if (section.GetChildren().FirstOrDefault() is { } child)
            throw new StartException($"{section.Path} is given as one value and item by item ({child.Path}): give it in one way.");
        var items = section.Value!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < items.Length; i++)
            section[i.ToString(CultureInfo.InvariantCulture)] = items[i];
    }

    private static void CheckValue(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().FirstOrDefault() is { } child)
            throw new StartException($"{section.Path} is one value and has no {child.Path}.");
        var value = section.Value ?? throw new StartException($"{section.Path} has no value.");
        var isWellFormed = type.IsEnum
            ? Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase)
            : type == typeof(string) || TypeDescriptor.GetConverter(type).IsValid(value);
        if (!isWellFormed)
            throw new StartException($"{section.Path} is '{value}'; it must be {Expected(type)}.");
    }

    private static string Expected(Type type) =>
        type.IsEnum ? string.Join(", ", Enum.GetNames(type)[..^1]) + " or " + Enum.GetNames(type)[^1]
        : type == typeof(bool) ? "true or false"
        : type == typeof(double) ? "a number"
        : "a whole number";

    private static void CheckValues(object options, string path)
    {
        foreach (var property in options.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(options);
            var name = $"{path}:{property.Name}";
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)))
                throw new StartException(Describe(name, value, rule));
            if (value is IEnumerable items and not string)
            {
                var index = 0;
                foreach (var item in items.Cast<object>().Where(item => IsGroup(item.GetType())))
                    CheckValues(item, string.Create(CultureInfo.InvariantCulture, $"{name}:{index++}"));
            }
            else if (value is not null && IsGroup(value.GetType()))
            {
                CheckValues(value, name);
            }
        }
    }

    private static string Describe(string name, object? value, ValidationAttribute rule) => rule switch
    {
        RangeAttribute { Maximum: (double)long.MaxValue } range => string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be at least {range.Minimum}."),
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be between {range.Minimum} and {range.Maximum}."),
        RequiredAttribute => $"{name} must not be empty.",
        _ => $"{name}: {rule.FormatErrorMessage(name)}",
    };

    private static bool IsGroup(Type type) => type.Namespace == typeof(ArchiveOptions).Namespace && type.IsClass;
}
