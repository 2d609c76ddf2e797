package dev.slipway.approval;

import dev.slipway.identity.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One round in which people decide about what one job will do.
 *
 * @param id 0 before it is stored
 * @param round from 1; the next one begins when what would happen has changed
 * @param effect what they were shown and what they sign
 * @param votes one a person
 */
public record Approval(
        long id,
        Subject subject,
        int round,
        Ask ask,
        Effect effect,
        ApprovalState state,
        List<Vote> votes,
        Course course) {

    public Approval {
        votes = List.copyOf(votes);
    }

    /**
     * What it is about.
     *
     * @param number of the job in its project
     * @param title such as {@code Deploy web 1.1.0 → prod}
     */
    public record Subject(String project, String environment, long job, long number, String title) {}

    /**
     * What became of it.
     *
     * @param reason why it ended, for people
     * @param changes why it is void: what would happen otherwise than was shown
     * @param claimedBy who said that they look at it
     */
    public record Course(
            @Nullable String reason,
            List<EffectChange> changes,
            @Nullable Person claimedBy,
            @Nullable Instant endedAt) {

        static final Course BEGUN = new Course(null, List.of(), null, null);

        public Course {
            changes = List.copyOf(changes);
        }
    }

    static Approval begin(Subject subject, int round, Ask ask, Effect effect) {
        return new Approval(0, subject, round, ask, effect, ApprovalState.PENDING, List.of(), Course.BEGUN);
    }

    /** Refuses what the state does not allow. */
    Approval after(ApprovalEvent event, @Nullable String reason, Instant now) {
        var next = state.after(event)
                .orElseThrow(() -> new IllegalStateException(
                        "Approval " + id + " is " + state + ", so " + event + " cannot happen to it"));
        var ended = next.open() ? null : course.endedAt() == null ? now : course.endedAt();
        return with(next, new Course(reason, course.changes(), course.claimedBy(), ended));
    }

    Approval voided(List<EffectChange> changes, String reason, Instant now) {
        var gone = after(ApprovalEvent.CHANGE, reason, now);
        return gone.with(gone.state, new Course(reason, changes, course.claimedBy(), gone.course.endedAt()));
    }

    /** Counts the votes as they are now. */
    Approval counted(Tally tally, Instant now) {
        var event = tally.event();
        var why = tally.objections().isEmpty()
                ? null
                : tally.objections().getLast().by().name() + " asks for changes: "
                        + tally.objections().getLast().note();
        return state.after(event).filter(state::equals).isPresent() && java.util.Objects.equals(why, course.reason())
                ? this
                : after(event, why, now);
    }

    /** A person's word replaces their earlier one; a rejection ends the round. */
    Approval decided(Vote vote, Electorate electorate, Instant now) {
        var said = say(vote);
        return vote.choice() == Vote.Choice.REJECT
                ? said.after(ApprovalEvent.REJECT, "Rejected by " + vote.by().name() + ": " + vote.note(), now)
                : said.counted(Tally.of(ask, said.votes, electorate, now), now);
    }

    private Approval say(Vote vote) {
        var others = new ArrayList<>(votes.stream()
                .filter(v -> !v.by().userName().equals(vote.by().userName()))
                .toList());
        others.add(vote);
        return new Approval(id, subject, round, ask, effect, state, others, course);
    }

    /** Closes the book on a round that its job has overtaken: started with it, or ended without. */
    Approval settled(Instant now) {
        return settled(course.reason(), now);
    }

    Approval settled(@Nullable String reason, Instant now) {
        return with(state, new Course(reason, course.changes(), course.claimedBy(), now));
    }

    Approval claimed(@Nullable Person by) {
        return with(state, new Course(course.reason(), course.changes(), by, course.endedAt()));
    }

    Approval asking(Ask now) {
        return new Approval(id, subject, round, now, effect, state, votes, course);
    }

    /** What it would change. */
    public List<Place> places() {
        var services = effect.content().path("placements").propertyNames();
        return services.isEmpty()
                ? List.of(Place.of(subject.project(), subject.environment()))
                : services.stream()
                        .map(service -> new Place(subject.project(), subject.environment(), service))
                        .toList();
    }

    public Optional<Vote> voteOf(String userName) {
        return votes.stream().filter(v -> v.by().userName().equals(userName)).findFirst();
    }

    private Approval with(ApprovalState next, Course changed) {
        return new Approval(id, subject, round, ask, effect, next, votes, changed);
    }
}
