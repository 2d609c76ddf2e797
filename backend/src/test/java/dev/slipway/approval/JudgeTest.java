package dev.slipway.approval;

import static dev.slipway.approval.Samples.NOW;
import static dev.slipway.approval.Samples.PEOPLE;
import static dev.slipway.approval.Samples.WITHIN;
import static dev.slipway.approval.Samples.asking;
import static dev.slipway.approval.Samples.effect;
import static dev.slipway.approval.Samples.people;
import static dev.slipway.approval.Samples.rule;
import static dev.slipway.approval.Samples.two;
import static dev.slipway.approval.Samples.vote;
import static dev.slipway.approval.Vote.Choice.APPROVE;
import static dev.slipway.approval.Vote.Choice.REJECT;
import static dev.slipway.approval.Vote.Choice.REQUEST_CHANGES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Protection;
import dev.slipway.job.spi.Gate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class JudgeTest {

    private static final Effect SAME = effect(1, 512);

    private static Approval with(Protection.Approval rule, Vote... votes) {
        var round = Samples.round(rule);
        for (var vote : votes) {
            round = round.decided(vote, PEOPLE, vote.at());
        }
        return round;
    }

    @Test
    void firstQuestionShouldBeginARoundAndHoldTheJob() {
        var judgement = Judge.start(null, asking(Samples.round(two()), SAME, SAME, PEOPLE, NOW));

        assertThat(judgement.standing().state()).isEqualTo(Gate.State.CLOSED);
        assertThat(judgement.standing().title()).isEqualTo("Approval by 2 of managers");
        assertThat(judgement.standing().reason()).isEqualTo("Waits for approval: 0 of 2 approved");
        assertThat(judgement.written()).singleElement().satisfies(round -> {
            assertThat(round.round()).isEqualTo(1);
            assertThat(round.effect()).isEqualTo(SAME);
        });
    }

    @Test
    void enoughApprovalsShouldOpenIt() {
        var one = with(two(), vote("ada", APPROVE, NOW));
        assertThat(Judge.start(one, asking(one, SAME, SAME, PEOPLE, NOW))
                        .standing()
                        .state())
                .isEqualTo(Gate.State.CLOSED);

        var both = with(two(), vote("ada", APPROVE, NOW), vote("bob", APPROVE, NOW));
        var standing = Judge.start(both, asking(both, SAME, SAME, PEOPLE, NOW)).standing();
        assertThat(standing.state()).isEqualTo(Gate.State.OPEN);
        assertThat(standing.reason()).isEqualTo("Approved by Ada, Bob");
    }

    @Test
    void onePersonShouldCountOnce() {
        var twice = with(two(), vote("ada", APPROVE, NOW), vote("ada", APPROVE, NOW.plusSeconds(1)));

        assertThat(twice.votes()).hasSize(1);
        assertThat(twice.state()).isEqualTo(ApprovalState.PENDING);
    }

    @Test
    void mandatoryGroupShouldBeMissedUntilOneOfItApproves() {
        var rule = rule(2, List.of("security"), null);
        var managers = with(rule, vote("ada", APPROVE, NOW), vote("bob", APPROVE, NOW));
        assertThat(managers.state()).isEqualTo(ApprovalState.PENDING);
        assertThat(Judge.start(managers, asking(managers, SAME, SAME, PEOPLE, NOW))
                        .standing()
                        .reason())
                .contains("security is missing");

        assertThat(managers.decided(vote("sam", APPROVE, NOW), PEOPLE, NOW).state())
                .isEqualTo(ApprovalState.APPROVED);
    }

    @Test
    void anotherEffectShouldVoidWhatWasApprovedAndAskAgainWithTheDifferences() {
        var both = with(two(), vote("ada", APPROVE, NOW), vote("bob", APPROVE, NOW));
        var other = effect(2, 512);

        var judgement = Judge.start(both, asking(both, other, other, PEOPLE, NOW));

        assertThat(judgement.standing().state()).isEqualTo(Gate.State.CLOSED);
        assertThat(judgement.written()).hasSize(2);
        assertThat(judgement.written().getFirst().state()).isEqualTo(ApprovalState.VOID);
        assertThat(judgement.written().getFirst().course().changes())
                .extracting(EffectChange::what)
                .contains("placements.web.replaces.version");
        assertThat(judgement.written().getLast().round()).isEqualTo(2);
        assertThat(judgement.written().getLast().votes()).isEmpty();
    }

    @Test
    void changedDefinitionShouldVoidItAndRefuseTheJobThatWouldRunTheOldOne() {
        var both = with(two(), vote("ada", APPROVE, NOW), vote("bob", APPROVE, NOW));

        var judgement = Judge.start(both, asking(both, SAME, effect(1, 768), PEOPLE, NOW));

        assertThat(judgement.standing().state()).isEqualTo(Gate.State.REFUSED);
        assertThat(judgement.written()).singleElement().satisfies(round -> {
            assertThat(round.state()).isEqualTo(ApprovalState.VOID);
            assertThat(round.course().changes())
                    .containsExactly(new EffectChange("placements.web.settings.memory", "512", "768"));
        });
    }

    @Test
    void effectThatCannotBeToldShouldNeitherOpenNorVoid() {
        var both = with(two(), vote("ada", APPROVE, NOW), vote("bob", APPROVE, NOW));
        var untold = (ObjectNode) JsonMapper.shared().readTree(SAME.text());
        untold.withObjectProperty("actions").putArray("deploy/web").add(Effect.UNTOLD);

        var judgement = Judge.start(both, asking(both, Effect.of(untold), SAME, PEOPLE, NOW));

        assertThat(judgement.standing().state()).isEqualTo(Gate.State.UNKNOWN);
        assertThat(judgement.written()).isEmpty();
    }

    @Test
    void approvalThatBecameTooOldShouldBeGivenAgain() {
        var rule = rule(1, List.of(), Duration.ofHours(4));
        var given = with(rule, vote("ada", APPROVE, NOW));
        assertThat(given.state()).isEqualTo(ApprovalState.APPROVED);

        var later = NOW.plus(Duration.ofHours(4));
        var judgement = Judge.start(given, asking(given, SAME, SAME, PEOPLE, later));

        assertThat(judgement.standing().state()).isEqualTo(Gate.State.CLOSED);
        assertThat(judgement.written().getLast().state()).isEqualTo(ApprovalState.PENDING);
        assertThat(judgement.written().getLast().ask().decideBy()).isEqualTo(later.plus(WITHIN));
    }

    @Test
    void whoLeftTheGroupShouldCountNoMore() {
        var both = with(two(), vote("ada", APPROVE, NOW), vote("bob", APPROVE, NOW));

        var judgement = Judge.start(both, asking(both, SAME, SAME, people("ada", "cyn"), NOW));

        assertThat(judgement.standing().state()).isEqualTo(Gate.State.CLOSED);
    }

    @Test
    void objectionShouldHoldItUntilTheObjectorIsContent() {
        var objected =
                with(two(), vote("ada", APPROVE, NOW), vote("bob", APPROVE, NOW), vote("cyn", REQUEST_CHANGES, NOW));
        assertThat(objected.state()).isEqualTo(ApprovalState.CHANGES_REQUESTED);

        assertThat(objected.decided(vote("cyn", APPROVE, NOW), PEOPLE, NOW).state())
                .isEqualTo(ApprovalState.APPROVED);
    }

    @Test
    void rejectionShouldEndTheJobWithTheNote() {
        var rejected = with(two(), vote("ada", APPROVE, NOW), vote("bob", REJECT, NOW));

        var standing =
                Judge.start(rejected, asking(rejected, SAME, SAME, PEOPLE, NOW)).standing();

        assertThat(standing.state()).isEqualTo(Gate.State.REFUSED);
        assertThat(standing.reason()).isEqualTo("Rejected by Bob: because");
    }

    @Test
    void undecidedRoundShouldEndTheJobAfterItsTime() {
        var round = Samples.round(two());

        var judgement = Judge.start(round, asking(round, SAME, SAME, PEOPLE, NOW.plus(WITHIN)));

        assertThat(judgement.standing().state()).isEqualTo(Gate.State.REFUSED);
        assertThat(judgement.written().getLast().state()).isEqualTo(ApprovalState.EXPIRED);
    }

    @Test
    void ruleThatNobodyCanMeetShouldSaySo() {
        var judgement = Judge.start(null, asking(Samples.round(two()), SAME, SAME, people("ada", "olga"), NOW));

        assertThat(judgement.standing().reason()).contains("Only 1 may approve");
    }

    @Test
    void whoAskedAndWhoWroteItShouldNotApprove() {
        var ask = Samples.ask(two());
        assertThat(people("ada", "olga").hindrance(ask, "olga", "olga"))
                .hasValueSatisfying(why -> assertThat(why).contains("Who asked must not approve"));
        assertThat(people("ada", "olga").hindrance(ask, "ada", "olga"))
                .as("nor through somebody who stands in")
                .isPresent();
        var byAda = new Ask(ask.requester(), "ada", ask.rule(), NOW, NOW);
        assertThat(PEOPLE.hindrance(byAda, "ada", "ada")).isPresent();
        assertThat(PEOPLE.hindrance(ask, "sam", "sam"))
                .hasValueSatisfying(why -> assertThat(why).contains("Only members of managers"));
        assertThat(PEOPLE.hindrance(ask, "bob", "bob")).isEmpty();
    }

    @Test
    void stepOfARunningJobShouldPassOnlyWithWhatWasApproved() {
        var both = with(two(), vote("ada", APPROVE, NOW), vote("bob", APPROVE, NOW));

        var passed = Judge.step(both, effect(2, 512), two(), NOW);
        assertThat(passed.standing().state()).isEqualTo(Gate.State.OPEN);
        assertThat(passed.written().getLast().state()).isEqualTo(ApprovalState.USED);

        assertThat(Judge.step(both, effect(1, 768), two(), NOW).standing().state())
                .isEqualTo(Gate.State.REFUSED);
        assertThat(Judge.step(Samples.round(two()), SAME, two(), NOW).standing().state())
                .isEqualTo(Gate.State.REFUSED);
    }
}
