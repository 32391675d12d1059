using Archive.Protocol.Association;

namespace Archive.Protocol.Tests.Association;

public sealed class StateTableTests
{
    /// <summary>Table 9-10 of PS3.8, cell by cell: the action and the next state by number. A dot is an empty cell.</summary>
    private const string Table = """
        Event | Sta1    | Sta2         | Sta3    | Sta4   | Sta5    | Sta6    | Sta7          | Sta8    | Sta9    | Sta10     | Sta11   | Sta12   | Sta13
        1     | AE-1 4  | .            | .       | .      | .       | .       | .             | .       | .       | .         | .       | .       | .
        2     | .       | .            | .       | AE-2 5 | .       | .       | .             | .       | .       | .         | .       | .       | .
        3     | .       | AA-1 13      | AA-8 13 | .      | AE-3 6  | AA-8 13 | AA-8 13       | AA-8 13 | AA-8 13 | AA-8 13   | AA-8 13 | AA-8 13 | AA-6 13
        4     | .       | AA-1 13      | AA-8 13 | .      | AE-4 1  | AA-8 13 | AA-8 13       | AA-8 13 | AA-8 13 | AA-8 13   | AA-8 13 | AA-8 13 | AA-6 13
        5     | AE-5 2  | .            | .       | .      | .       | .       | .             | .       | .       | .         | .       | .       | .
        6     | .       | AE-6 3 or 13 | AA-8 13 | .      | AA-8 13 | AA-8 13 | AA-8 13       | AA-8 13 | AA-8 13 | AA-8 13   | AA-8 13 | AA-8 13 | AA-7 13
        7     | .       | .            | AE-7 6  | .      | .       | .       | .             | .       | .       | .         | .       | .       | .
        8     | .       | .            | AE-8 13 | .      | .       | .       | .             | .       | .       | .         | .       | .       | .
        9     | .       | .            | .       | .      | .       | DT-1 6  | .             | AR-7 8  | .       | .         | .       | .       | .
        10    | .       | AA-1 13      | AA-8 13 | .      | AA-8 13 | DT-2 6  | AR-6 7        | AA-8 13 | AA-8 13 | AA-8 13   | AA-8 13 | AA-8 13 | AA-6 13
        11    | .       | .            | .       | .      | .       | AR-1 7  | .             | .       | .       | .         | .       | .       | .
        12    | .       | AA-1 13      | AA-8 13 | .      | AA-8 13 | AR-2 8  | AR-8 9 or 10  | AA-8 13 | AA-8 13 | AA-8 13   | AA-8 13 | AA-8 13 | AA-6 13
        13    | .       | AA-1 13      | AA-8 13 | .      | AA-8 13 | AA-8 13 | AR-3 1        | AA-8 13 | AA-8 13 | AR-10 12  | AR-3 1  | AA-8 13 | AA-6 13
        14    | .       | .            | .       | .      | .       | .       | .             | AR-4 13 | AR-9 11 | .         | .       | AR-4 13 | .
        15    | .       | .            | AA-1 13 | AA-2 1 | AA-1 13 | AA-1 13 | AA-1 13       | AA-1 13 | AA-1 13 | AA-1 13   | AA-1 13 | AA-1 13 | .
        16    | .       | AA-2 1       | AA-3 1  | .      | AA-3 1  | AA-3 1  | AA-3 1        | AA-3 1  | AA-3 1  | AA-3 1    | AA-3 1  | AA-3 1  | AA-2 1
        17    | .       | AA-5 1       | AA-4 1  | AA-4 1 | AA-4 1  | AA-4 1  | AA-4 1        | AA-4 1  | AA-4 1  | AA-4 1    | AA-4 1  | AA-4 1  | AR-5 1
        18    | .       | AA-2 1       | .       | .      | .       | .       | .             | .       | .       | .         | .       | .       | AA-2 1
        19    | .       | AA-1 13      | AA-8 13 | .      | AA-8 13 | AA-8 13 | AA-8 13       | AA-8 13 | AA-8 13 | AA-8 13   | AA-8 13 | AA-8 13 | AA-7 13
        """;

    public static TheoryData<AssociationEvent, AssociationState, string> Cells()
    {
        var cells = new TheoryData<AssociationEvent, AssociationState, string>();
        foreach (var row in Table.Split('\n').Skip(1).Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
        {
            for (var state = 1; state < row.Length; state++)
                cells.Add(Enum.Parse<AssociationEvent>($"Evt{row[0]}"), Enum.Parse<AssociationState>($"Sta{state}"), row[state]);
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_is_as_in_the_standard(AssociationEvent @event, AssociationState state, string cell)
    {
        var action = StateTable.Find(@event, state);

        Assert.Equal(cell, action == AssociationAction.None ? "." : $"{Name(action)} {NextStates(action)}");
    }

    [Fact]
    public void Every_event_and_state_of_the_standard_is_covered() => Assert.Equal(19 * 13, Cells().Count);

    private static string Name(AssociationAction action) => action.ToString().Insert(2, "-");

    private static string NextStates(AssociationAction action)
    {
        AssociationState[] next =
            [StateTable.Next(action, isAcceptable: true, isRequestor: true), StateTable.Next(action, isAcceptable: false, isRequestor: false)];
        return string.Join(" or ", next.Distinct().Select(state => (int)state));
    }
}
