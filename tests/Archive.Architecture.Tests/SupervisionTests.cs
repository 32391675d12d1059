using System.Reflection;
using Mono.Cecil;
using NetArchTest.Rules;

namespace Archive.Architecture.Tests;

/// <summary>Supervision is written down where children are made: nobody relies on Akka's default.</summary>
public sealed class SupervisionTests
{
    [Fact]
    public void An_actor_that_has_children_says_what_becomes_of_one_that_fails()
    {
        var parents = new Project("Archive.Actors").Types.That().MeetCustomRule(new MakesChildren()).GetTypes().ToList();

        Assert.Equal(["AssociationsSupervisor"], parents.Select(parent => parent.Name));
        Assert.All(parents, parent =>
            Assert.NotNull(parent.GetMethod("SupervisorStrategy", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)));
    }

    /// <summary>Starts actors, or streams, which are actors, as its children.</summary>
    private sealed class MakesChildren : ICustomRule
    {
        public bool MeetsRule(TypeDefinition type) => type.Methods.Where(method => method.HasBody).Any(method =>
        {
            var called = method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>().Select(callee => callee.Name).ToHashSet();
            return called.Contains("get_Context") && (called.Contains("ActorOf") || called.Contains("Materializer"));
        });
    }
}
