using Archive.Protocol.Data;

namespace Archive.Cli.Queries;

/// <summary>Prints the answers to a query while they come.</summary>
internal interface IAnswerPrinter
{
    /// <summary>Answers were taken that are not printed yet.</summary>
    bool IsHolding => false;

    void Print(DataSet answer);

    /// <summary>Prints what is held back.</summary>
    void Flush()
    {
    }

    /// <summary>Prints what belongs after the last answer.</summary>
    void Complete() => Flush();
}
