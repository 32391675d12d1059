// Writes docs/requirements.md from requirements.tsv and the tests that name its rows:
//
//   dotnet run -c Release --project tests/Archive.Requirements.Tests
//
// The same project holds, as a test, that the file is what this writes.
using Archive.Requirements.Tests;

File.WriteAllText(RequirementMatrix.Path, RequirementMatrix.Write(RequirementList.Read(), ProvingTest.FindAll()));
Console.WriteLine($"Wrote {RequirementMatrix.Path}.");
