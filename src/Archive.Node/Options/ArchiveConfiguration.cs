using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Archive.Node.Options;

/// <summary>
/// Reads the options from appsettings.json in the working directory, then the environment, then the command line, the last
/// one winning. An unknown name or a wrong value is an error with its full name, never ignored.
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
        CheckNames(section, typeof(ArchiveOptions));
        ArchiveOptions options;
        try
        {
            options = section.Get<ArchiveOptions>() ?? new ArchiveOptions();
        }
        catch (InvalidOperationException e)
        {
            throw new StartException(e.InnerException is { } cause ? $"{e.Message} {cause.Message}" : e.Message, e);
        }

        CheckValues(options, section.Path);
        return options;
    }

    private static void CheckNames(IConfigurationSection section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is null)
                throw new StartException($"{child.Path} is no option of the archive; {section.Path} has {string.Join(", ", type.GetProperties().Select(p => p.Name))}.");
            if (property.PropertyType.IsGenericType && property.PropertyType.GetGenericArguments() is [{ IsClass: true } item] && item != typeof(string))
            {
                foreach (var element in child.GetChildren())
                    CheckNames(element, item);
            }
            else if (IsGroup(property.PropertyType))
            {
                CheckNames(child, property.PropertyType);
            }
        }
    }

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
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be between {range.Minimum} and {range.Maximum}."),
        RequiredAttribute => $"{name} must not be empty.",
        _ => $"{name}: {rule.FormatErrorMessage(name)}",
    };

    private static bool IsGroup(Type type) => type.Namespace == typeof(ArchiveOptions).Namespace && type.IsClass;
}
