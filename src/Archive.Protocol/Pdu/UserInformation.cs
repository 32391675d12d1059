using System.Text;
using Archive.Protocol.Data;

namespace Archive.Protocol.Pdu;

/// <summary>User information item 50H of A-ASSOCIATE-RQ and -AC (PS3.8 9.3.2.3, D.1; PS3.7 D.3.3). Unknown sub-items are skipped.</summary>
public sealed class UserInformation
{
    /// <summary>Sub-items of one kind that may repeat: one for each presentation context is all that has a meaning.</summary>
    public const int MaxRepeatedItems = 128;

    /// <summary>The smallest maximum length that leaves room for two bytes of a message in a P-DATA-TF PDU.</summary>
    public const uint MinMaximumLength = PDataTf.PdvHeaderLength + 2;

    /// <summary>51H: the longest P-DATA-TF PDU that the sender of this item receives, counted without the six bytes of its
    /// header; 0 is no limit, <c>null</c> an absent item.</summary>
    public uint? MaximumLength { get; init; }

    /// <summary>52H.</summary>
    public Uid ImplementationClassUid { get; init; }

    /// <summary>55H: 1 to 16 characters; <c>null</c> when absent.</summary>
    public string? ImplementationVersionName { get; init; }

    /// <summary>53H; <c>null</c> when absent: synchronous, and not to be answered.</summary>
    public AsyncOperationsWindow? AsyncOperationsWindow { get; init; }

    /// <summary>54H, at most one for each SOP class.</summary>
    public IReadOnlyList<RoleSelection> RoleSelections { get; init; } = [];

    /// <summary>56H, at most one for each SOP class.</summary>
    public IReadOnlyList<SopClassExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>57H, in requests only.</summary>
    public IReadOnlyList<SopClassCommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>58H, in requests only.</summary>
    public UserIdentityRequest? UserIdentityRequest { get; init; }

    /// <summary>59H, in answers only.</summary>
    public UserIdentityResponse? UserIdentityResponse { get; init; }

    internal void Write(ItemWriter writer)
    {
        var item = writer.BeginItem(ItemType.UserInformation);
        if (MaximumLength is { } maximumLength)
        {
            var subItem = writer.BeginItem(ItemType.MaximumLength);
            writer.WriteUInt32(maximumLength);
            writer.EndItem(subItem);
        }

        if (!ImplementationClassUid.IsEmpty)
            writer.WriteUidItem(ItemType.ImplementationClassUid, ImplementationClassUid);
        AsyncOperationsWindow?.Write(writer);
        foreach (var role in RoleSelections)
            role.Write(writer);
        if (ImplementationVersionName is { } versionName)
        {
            var subItem = writer.BeginItem(ItemType.ImplementationVersionName);
            writer.WriteBytes(Encoding.Latin1.GetBytes(versionName));
            writer.EndItem(subItem);
        }

        foreach (var negotiation in ExtendedNegotiations)
            negotiation.Write(writer);
        foreach (var negotiation in CommonExtendedNegotiations)
            negotiation.Write(writer);
        UserIdentityRequest?.Write(writer);
        UserIdentityResponse?.Write(writer);
        writer.EndItem(item);
    }

    internal static UserInformation Parse(ReadOnlySpan<byte> content)
    {
        var reader = new ItemReader(content, "User information item 50H");
        uint? maximumLength = null;
        Uid implementationClassUid = default;
        string? implementationVersionName = null;
        AsyncOperationsWindow? window = null;
        UserIdentityRequest? identityRequest = null;
        UserIdentityResponse? identityResponse = null;
        List<RoleSelection> roles = [];
        List<SopClassExtendedNegotiation> extended = [];
        List<SopClassCommonExtendedNegotiation> commonExtended = [];
        while (!reader.IsAtEnd)
        {
            switch (reader.ReadItem(out var value))
            {
                case ItemType.MaximumLength:
                    maximumLength = ParseMaximumLength(value);
                    break;
                case ItemType.ImplementationClassUid:
                    implementationClassUid = ItemReader.ToUid(value);
                    break;
                case ItemType.ImplementationVersionName:
                    implementationVersionName = Encoding.Latin1.GetString(value.Trim("\0 "u8));
                    break;
                case ItemType.AsyncOperationsWindow:
                    window = Pdu.AsyncOperationsWindow.Parse(value);
                    break;
                case ItemType.RoleSelection:
                    Add(roles, RoleSelection.Parse(value));
                    break;
                case ItemType.SopClassExtendedNegotiation:
                    Add(extended, SopClassExtendedNegotiation.Parse(value));
                    break;
                case ItemType.SopClassCommonExtendedNegotiation:
                    Add(commonExtended, SopClassCommonExtendedNegotiation.Parse(value));
                    break;
                case ItemType.UserIdentityRequest:
                    identityRequest = UserIdentityRequest.Parse(value);
                    break;
                case ItemType.UserIdentityResponse:
                    identityResponse = UserIdentityResponse.Parse(value);
                    break;
            }
        }

        return new UserInformation
        {
            MaximumLength = maximumLength,
            ImplementationClassUid = implementationClassUid,
            ImplementationVersionName = implementationVersionName,
            AsyncOperationsWindow = window,
            RoleSelections = roles,
            ExtendedNegotiations = extended,
            CommonExtendedNegotiations = commonExtended,
            UserIdentityRequest = identityRequest,
            UserIdentityResponse = identityResponse,
        };
    }

    private static uint ParseMaximumLength(ReadOnlySpan<byte> content)
    {
        var length = new ItemReader(content, "Maximum length item 51H").ReadUInt32();
        return length is 0 or >= MinMaximumLength
            ? length
            : throw PduException.Invalid($"Maximum length {length} leaves no room for a presentation data value.");
    }

    private static void Add<T>(List<T> items, T item)
    {
        if (items.Count == MaxRepeatedItems)
            throw PduException.Invalid($"User information has more than {MaxRepeatedItems} sub-items of one kind.");
        items.Add(item);
    }
}
