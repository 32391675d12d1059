using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary>A request that cannot be carried out as it is; the message says why, for who sent it.</summary>
internal sealed class RequestProblemException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Title { get; } = status == StatusCodes.Status404NotFound ? "There is none" : "The request cannot be carried out";
}
