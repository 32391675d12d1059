using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Data;
using Archive.Storage.Workflow;
using Archive.Testing;

namespace Archive.Actors.Tests.Workflow.PerformedSteps;

/// <summary>What performed procedure steps decide, of themselves alone.</summary>
public sealed class PerformedStepStateTests
{
    private const ushort MayNoLongerBeUpdated = 0xA710;

    private readonly TestStep _step = new();

    [Fact]
    public void The_table_says_of_every_state_what_every_request_leads_to()
    {
        foreach (var state in Enum.GetValues<PerformedStepStatus>().Select(state => (PerformedStepStatus?)state).Append(null))
        {
            foreach (var request in Enum.GetValues<StepRequest>())
                Assert.NotEqual(StepTransitions.Find(state, request).To is null, StepTransitions.Find(state, request).Status.IsSuccess);
        }
    }

    [Fact]
    [Requirement("VEREOS-36")]
    [Requirement("OASIS-42")]
    [Requirement("OASIS-58")]
    public void A_step_begins_with_what_is_not_known_yet_empty_and_codes_without_meaning()
    {
        var reply = _step.Create();

        Assert.True(reply.IsSuccess);
        Assert.Equal((PerformedStepStatus.InProgress, true), (_step.State.Status, _step.State.IsOpen));
        Assert.Equal("", _step.Attributes.GetString(Tags.PerformedProcedureStepEndDate));
        Assert.Null(_step.Attributes.GetItems(Tags.ProcedureCodeSequence)[0].GetString(Tags.CodeMeaning));
        var scheduled = Assert.Single(_step.Attributes.GetItems(Tags.ScheduledStepAttributesSequence));
        Assert.Equal("PLACER9", scheduled.GetString(Tags.PlacerOrderNumberImagingServiceRequest));
        Assert.Equal("FILLER9", scheduled.GetString(Tags.FillerOrderNumberImagingServiceRequest));
        Assert.Equal("2", scheduled.GetItems(Tags.ScheduledProtocolCodeSequence)[0].GetString(Tags.CodingSchemeVersion));
    }

    [Fact]
    [Requirement("VEREOS-38")]
    [Requirement("VEREOS-39")]
    [Requirement("OASIS-43")]
    [Requirement("BASICS-20")]
    public void A_step_is_completed_with_series_of_another_modality_and_dose_and_stays_so()
    {
        _step.Create();

        Assert.Equal([], _step.Set(SampleStep.End()).Problems);

        Assert.Equal((PerformedStepStatus.Completed, "COMPLETED"), (_step.State.Status, _step.Attributes.GetString(Tags.PerformedProcedureStepStatus)));
        Assert.Equal("PT", _step.Attributes.GetString(Tags.Modality));
        var series = Assert.Single(_step.Attributes.GetItems(Tags.PerformedSeriesSequence));
        Assert.Equal(SopClasses.CTImageStorage, series.GetItems(Tags.ReferencedImageSequence)[0].GetUid(Tags.ReferencedSOPClassUID));
        Assert.Equal("2", _step.Attributes.GetString(Tags.TotalNumberOfExposures));

        foreach (var change in new[] { SampleStep.End(), SampleStep.End("DISCONTINUED"), SampleStep.End("IN PROGRESS"), SampleStep.With(Tags.PerformedProcedureStepDescription, "Other"), SampleStep.End("DONE") })
        {
            var before = _step.State;
            var reply = _step.Set(change);
            Assert.Equal(((ushort)0x0110, (ushort?)MayNoLongerBeUpdated), (reply.Status, reply.ErrorId));
            Assert.Same(before, _step.State);
        }
    }

    [Fact]
    [Requirement("VEREOS-61")]
    public void Dose_and_text_are_kept_as_they_came_and_read_by_the_character_set_of_the_step()
    {
        _step.Create();
        _step.Set(SampleStep.End());

        Assert.Equal("Möller^Jörg", _step.Attributes.GetString(Tags.PatientName));
        Assert.Equal("CT für PET", _step.Attributes.GetItems(Tags.PerformedSeriesSequence)[0].GetString(Tags.SeriesDescription));
        var doses = _step.Attributes.GetItems(Tags.ExposureDoseSequence);
        Assert.Equal(["120", "100"], doses.Select(dose => dose.GetString(Tags.KVP)));
        Assert.All(doses, dose => Assert.Equal(
            ("CONTINUOUS", "80000", "7.25", ""),
            (dose.GetString(Tags.RadiationMode), dose.GetString(Tags.XRayTubeCurrentInuA), dose.GetString(Tags.CTDIvol), dose.GetString(Tags.CommentsOnRadiationDose))));
    }

    [Fact]
    public void A_change_in_another_character_set_leaves_every_text_readable()
    {
        _step.Create();
        var japanese = new DataSet().SetString(Tags.SpecificCharacterSet, "\\ISO 2022 IR 87").SetString(Tags.PerformedProcedureStepDescription, "胸部");

        _step.Set(japanese);

        Assert.Equal("ISO_IR 192", _step.Attributes.GetString(Tags.SpecificCharacterSet));
        Assert.Equal(("Möller^Jörg", "胸部"), (_step.Attributes.GetString(Tags.PatientName), _step.Attributes.GetString(Tags.PerformedProcedureStepDescription)));
    }

    [Fact]
    public void A_change_without_a_character_set_leaves_that_of_the_step()
    {
        _step.Create();

        _step.Set(SampleStep.With(Tags.PerformedProcedureStepDescription, "Thorax"));

        Assert.Equal("ISO_IR 100", _step.Attributes.GetString(Tags.SpecificCharacterSet));
        Assert.Equal(("Möller^Jörg", "Thorax"), (_step.Attributes.GetString(Tags.PatientName), _step.Attributes.GetString(Tags.PerformedProcedureStepDescription)));
    }

    [Fact]
    [Requirement("OASIS-43")]
    public void A_step_is_changed_without_a_status_as_long_as_it_goes_on()
    {
        _step.Create();

        Assert.True(_step.Set(SampleStep.With(Tags.PerformedProcedureStepDescription, "First")).IsSuccess);
        Assert.True(_step.Set(SampleStep.End("IN PROGRESS")).IsSuccess);

        Assert.Equal((PerformedStepStatus.InProgress, 3L), (_step.State.Status, _step.State.Revision));
        Assert.Equal("First", _step.Attributes.GetString(Tags.PerformedProcedureStepDescription));
    }

    [Fact]
    public void A_step_may_be_discontinued_without_a_series_or_a_reason()
    {
        _step.Create();

        var reply = _step.Set(SampleStep.End("DISCONTINUED").SetItems(Tags.PerformedSeriesSequence));

        Assert.Equal((true, PerformedStepStatus.Discontinued), (reply.IsSuccess, _step.State.Status));
        Assert.Empty(reply.Problems);
    }

    [Fact]
    public void An_unknown_step_cannot_be_changed() => Assert.Equal((0x0112, null), (_step.Set(SampleStep.End()).Status, _step.State.Status));

    [Fact]
    public void The_same_creation_again_is_answered_as_the_first_and_another_one_is_a_duplicate()
    {
        _step.Create();
        _step.Set(SampleStep.With(Tags.PerformedProcedureStepDescription, "Changed"));
        var before = _step.State;

        var again = _step.Create();

        Assert.Equal((true, true), (again.IsSuccess, again.IsRepeated));
        Assert.Equal(0x0111, _step.Create(SampleStep.Create().SetString(Tags.PatientID, "PID-78")).Status);
        Assert.Same(before, _step.State);
    }

    [Fact]
    public void A_command_told_again_changes_nothing()
    {
        var (create, end) = (Guid.NewGuid(), Guid.NewGuid());
        _step.Create(command: create);
        _step.Set(SampleStep.End(), end);
        var before = _step.State;

        Assert.True(_step.Set(SampleStep.End(), end).IsSuccess);
        Assert.True(_step.Create(command: create).IsSuccess);

        Assert.Same(before, _step.State);
    }

    [Theory]
    [InlineData("COMPLETED")]
    [InlineData("DISCONTINUED")]
    [InlineData("SCHEDULED")]
    public void A_step_is_created_in_progress_and_nothing_else(string status)
    {
        var reply = _step.Create(SampleStep.Create().SetString(Tags.PerformedProcedureStepStatus, status));

        Assert.Equal((0x0106, Tags.PerformedProcedureStepStatus.Value), (reply.Status, Assert.Single(reply.Offending)));
        Assert.Null(_step.State.Status);
    }

    [Fact]
    public void A_step_that_does_not_say_so_is_in_progress()
    {
        _step.Create(SampleStep.Create().Remove(Tags.PerformedProcedureStepStatus));

        Assert.Equal("IN PROGRESS", _step.Attributes.GetString(Tags.PerformedProcedureStepStatus));
    }

    [Fact]
    [Requirement("VEREOS-37")]
    [Requirement("OASIS-42")]
    public void An_unscheduled_step_is_taken_and_found_by_the_study_that_the_scanner_made()
    {
        _step.Create(SampleStep.Create()
            .SetString(Tags.PerformedProcedureStepID, "")
            .SetItems(Tags.ScheduledStepAttributesSequence, SampleStep.Scheduled("", "", "", "1.2.826.0.1.3680043.10.1489.8")));

        Assert.Contains(new FactTerm(StepTerms.Study, "1.2.826.0.1.3680043.10.1489.8"), _step.State.Terms);
        Assert.DoesNotContain(_step.State.Terms, term => term.Attribute == StepTerms.Accession);
        Assert.NotNull(_step.State.Telling.DueAt);
    }

    [Fact]
    public void A_step_is_found_by_everything_that_it_performs()
    {
        _step.Create(SampleStep.Create().SetItems(
            Tags.ScheduledStepAttributesSequence, SampleStep.Scheduled("ACC1", "RP1", "SPS1"), SampleStep.Scheduled("ACC2", "RP2", "SPS1", "1.2.3")));
        _step.Set(SampleStep.End());

        Assert.Equal(["ACC1", "ACC2"], Values(StepTerms.Accession));
        Assert.Equal([SampleStep.Study, "1.2.3"], Values(StepTerms.Study));
        Assert.Equal(["PID-77", "PETCT", "COMPLETED", "20260311"], new[] { StepTerms.Patient, StepTerms.Station, StepTerms.Status, StepTerms.StartDate }.SelectMany(Values));

        IEnumerable<string> Values(uint attribute) => _step.State.Terms.Where(term => term.Attribute == attribute).Select(term => term.Value);
    }

    [Fact]
    [Requirement("OASIS-59")]
    public void What_an_N_SET_may_not_change_is_ignored_and_said()
    {
        _step.Create();

        var reply = _step.Set(SampleStep.End().SetString(Tags.PatientID, "OTHER").SetString(Tags.Modality, "PT").SetString(Tags.PerformedProcedureStepStartTime, "090000")
            .SetItems(Tags.ScheduledStepAttributesSequence));

        Assert.True(reply.IsSuccess);
        Assert.Equal(
            [Tags.PatientID.Value, Tags.PerformedProcedureStepStartTime.Value, Tags.ScheduledStepAttributesSequence.Value], reply.Ignored);
        Assert.Equal(("PID-77", "081500"), (_step.Attributes.GetString(Tags.PatientID), _step.Attributes.GetString(Tags.PerformedProcedureStepStartTime)));
        Assert.Single(_step.Attributes.GetItems(Tags.ScheduledStepAttributesSequence));
        Assert.Equal(PerformedStepStatus.Completed, _step.State.Status);
    }

    [Fact]
    [Requirement("OASIS-59")]
    public void A_strict_archive_refuses_what_an_N_SET_may_not_change()
    {
        var step = new TestStep { IsStrict = true };
        step.Create();

        var reply = step.Set(SampleStep.End().SetString(Tags.PatientID, "OTHER"));

        Assert.Equal(((ushort)0x0106, Tags.PatientID.Value, (PerformedStepStatus?)PerformedStepStatus.InProgress), (reply.Status, Assert.Single(reply.Offending), step.State.Status));
    }

    [Fact]
    [Requirement("OASIS-60")]
    public void What_a_final_state_lacks_is_said_and_kept_and_the_step_is_completed()
    {
        _step.Create();

        var reply = _step.Set(SampleStep.With(Tags.PerformedProcedureStepStatus, "COMPLETED").SetItems(Tags.PerformedSeriesSequence, new DataSet().SetString(Tags.ProtocolName, "")));

        Assert.True(reply.IsSuccess);
        Assert.Equal(
            [
                "Performed Procedure Step End Date (0040,0250) is empty", "Performed Procedure Step End Time (0040,0251) is empty",
                "Series Instance UID (0020,000E) is missing", "Protocol Name (0018,1030) is empty",
            ],
            reply.Problems);
        Assert.Equal((PerformedStepStatus.Completed, reply.Problems), (_step.State.Status, _step.State.Problems));
    }

    [Fact]
    [Requirement("OASIS-60")]
    public void A_strict_archive_refuses_a_final_state_that_lacks_something()
    {
        var step = new TestStep { IsStrict = true };
        Assert.True(step.Create().IsSuccess);

        Assert.Equal(0x0121, step.Set(SampleStep.With(Tags.PerformedProcedureStepStatus, "COMPLETED")).Status);
        Assert.Equal(0x0120, step.Set(SampleStep.End().SetItems(Tags.PerformedSeriesSequence, new DataSet().SetString(Tags.ProtocolName, "P"))).Status);
        Assert.Equal(PerformedStepStatus.InProgress, step.State.Status);
        Assert.True(step.Set(SampleStep.End()).IsSuccess);
    }

    [Fact]
    public void A_strict_archive_refuses_a_step_that_lacks_what_it_has_to_begin_with()
    {
        var step = new TestStep { IsStrict = true };

        Assert.Equal(0x0120, step.Create(SampleStep.Create().Remove(Tags.Modality)).Status);
        Assert.Equal(0x0121, step.Create(SampleStep.Create().SetString(Tags.PerformedProcedureStepID, "")).Status);
        Assert.Null(step.State.Status);
    }
}
