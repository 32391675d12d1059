using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Archive.Storage.Tests.Database.SqlServer;

/// <summary>The tables and table types of the scripts, and what is compared with what in a statement: types are told apart, lengths are not.</summary>
internal sealed class SqlServerTypes
{
    private readonly Dictionary<string, IReadOnlyList<(string Column, string Type)>> _tables = new(StringComparer.OrdinalIgnoreCase);

    public SqlServerTypes(IEnumerable<TSqlFragment> scripts)
    {
        foreach (var script in scripts)
            script.Accept(new Definitions(_tables));
    }

    /// <summary>The types of the columns of a table or table type, in their order.</summary>
    public IReadOnlyList<string> ColumnsOf(string table) => [.. _tables[table].Select(column => column.Type)];

    /// <summary>What a statement compares, and what it writes into columns, where both types can be told.</summary>
    public IEnumerable<(string Left, string Right, string Where)> Comparisons(TSqlFragment parsed, IEnumerable<SqlParameter> parameters)
    {
        var variables = parameters.ToDictionary(parameter => parameter.ParameterName, parameter => parameter, StringComparer.OrdinalIgnoreCase);
        var declared = new Declarations();
        parsed.Accept(declared);
        foreach (var statement in ((TSqlScript)parsed).Batches.SelectMany(batch => batch.Statements))
        {
            var scope = new Scope(this, variables, declared.Types);
            statement.Accept(scope);
            foreach (var (left, right, where) in scope.Compared)
            {
                if (scope.TypeOf(left) is { } leftType && scope.TypeOf(right) is { } rightType)
                    yield return (leftType, rightType, TextOf(where));
            }

            foreach (var (type, value) in scope.Inserted)
            {
                if (scope.TypeOf(value) is { } valueType)
                    yield return (type, valueType, TextOf(value));
            }
        }
    }

    /// <summary>The variables that a statement uses and does not declare.</summary>
    public static IEnumerable<string> ParametersOf(TSqlFragment parsed)
    {
        var declared = new Declarations();
        parsed.Accept(declared);
        return declared.Used.Except(declared.Types.Keys);
    }

    private static string TextOf(TSqlFragment fragment) => string.Concat(
        fragment.ScriptTokenStream.Skip(fragment.FirstTokenIndex).Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(token => token.Text));

    private static string Name(DataTypeReference type) => ((SqlDataTypeReference)type).SqlDataTypeOption.ToString().ToUpperInvariant();

    private static string Name(SqlDbType type) => type.ToString().ToUpperInvariant();

    private sealed class Definitions(Dictionary<string, IReadOnlyList<(string Column, string Type)>> tables) : TSqlFragmentVisitor
    {
        public override void Visit(CreateTableStatement node) => Add(node.SchemaObjectName, node.Definition);

        public override void Visit(CreateTypeTableStatement node) => Add(node.Name, node.Definition);

        public override void Visit(AlterTableAddTableElementStatement node) => Add(node.SchemaObjectName, node.Definition);

        private void Add(SchemaObjectName name, TableDefinition definition) => tables[name.BaseIdentifier.Value] =
        [
            .. tables.GetValueOrDefault(name.BaseIdentifier.Value, []),
            .. definition.ColumnDefinitions.Select(column => (column.ColumnIdentifier.Value, Name(column.DataType))),
        ];
    }

    private sealed class Declarations : TSqlFragmentVisitor
    {
        public Dictionary<string, string> Types { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> Used { get; } = [];

        public override void Visit(DeclareVariableElement node) => Types[node.VariableName.Value] = Name(node.DataType);

        public override void Visit(VariableReference node) => Used.Add(node.Name);

        // The name of a procedure's parameter is no variable.
        public override void ExplicitVisit(ExecuteParameter node) => node.ParameterValue.Accept(this);
    }

    /// <summary>The tables that one statement names, and its comparisons. A name that means several tables tells a type only where they agree.</summary>
    private sealed class Scope(SqlServerTypes types, Dictionary<string, SqlParameter> parameters, Dictionary<string, string> declared) : TSqlFragmentVisitor
    {
        private readonly List<(string Alias, string Table)> _named = [];

        public List<(TSqlFragment Left, TSqlFragment Right, TSqlFragment Where)> Compared { get; } = [];

        public List<(string Type, TSqlFragment Value)> Inserted { get; } = [];

        public override void Visit(NamedTableReference node) => _named.Add((node.Alias?.Value ?? node.SchemaObject.BaseIdentifier.Value, node.SchemaObject.BaseIdentifier.Value));

        public override void Visit(VariableTableReference node) => _named.Add((node.Alias?.Value ?? node.Variable.Name, parameters[node.Variable.Name].TypeName));

        public override void Visit(BooleanComparisonExpression node) => Compared.Add((node.FirstExpression, node.SecondExpression, node));

        public override void Visit(AssignmentSetClause node)
        {
            if (node.Column is not null)
                Compared.Add((node.Column, node.NewValue, node));
        }

        public override void Visit(InsertSpecification node)
        {
            var columns = types._tables[((NamedTableReference)node.Target).SchemaObject.BaseIdentifier.Value].ToDictionary(column => column.Column, column => column.Type);
            IEnumerable<TSqlFragment> values = node.InsertSource switch
            {
                ValuesInsertSource { RowValues: [var row] } => row.ColumnValues,
                SelectInsertSource { Select: QuerySpecification select } => select.SelectElements.Cast<SelectScalarExpression>().Select(element => element.Expression),
                _ => [],
            };
            Inserted.AddRange(node.Columns.Zip(values, (column, value) => (columns[column.MultiPartIdentifier.Identifiers[^1].Value], value)));
        }

        public override void Visit(LikePredicate node) => Compared.Add((node.FirstExpression, node.SecondExpression, node));

        public override void Visit(BooleanTernaryExpression node)
        {
            Compared.Add((node.FirstExpression, node.SecondExpression, node));
            Compared.Add((node.FirstExpression, node.ThirdExpression, node));
        }

        public override void Visit(InPredicate node)
        {
            foreach (var value in node.Values)
                Compared.Add((node.Expression, value, node));
            if (node.Subquery?.QueryExpression is QuerySpecification { SelectElements: [SelectScalarExpression selected] })
                Compared.Add((node.Expression, selected.Expression, node));
        }

        public string? TypeOf(TSqlFragment expression) => expression switch
        {
            ColumnReferenceExpression column => TypeOf([.. column.MultiPartIdentifier.Identifiers.Select(part => part.Value)]),
            VariableReference variable when declared.TryGetValue(variable.Name, out var type) => type,
            VariableReference variable when parameters.TryGetValue(variable.Name, out var parameter) => Name(parameter.SqlDbType),
            StringLiteral { IsNational: true } => "NVARCHAR",
            StringLiteral => "VARCHAR",
            FunctionCall { FunctionName.Value: "concat" } => "VARCHAR",
            UnaryExpression unary => TypeOf(unary.Expression),
            ParenthesisExpression inner => TypeOf(inner.Expression),
            CastCall cast => Name(cast.DataType),
            NullIfExpression value => TypeOf(value.FirstExpression),
            _ => null,
        };

        private string? TypeOf(IReadOnlyList<string> name)
        {
            var found = _named.Where(named => name.Count == 1 || named.Alias == name[0])
                .SelectMany(named => types._tables.GetValueOrDefault(named.Table, []).Where(column => column.Column == name[^1]).Select(column => column.Type)).Distinct().ToList();
            return found is [var type] ? type : null;
        }
    }
}
