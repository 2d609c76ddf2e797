package dev.slipway.job.spi;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Environment;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that must hold before a job changes placements. Asked on a virtual thread; may block. It is found as a bean,
 * in the order of its {@code @Order}. When something changes that it goes by, it tells
 * {@link dev.slipway.job.GateChanges}.
 */
public interface Gate {

    /** The key by which it is named in records, skips and answers, such as {@code approval}. */
    String name();

    /**
     * How it stands, one answer for each thing that it asks for; empty when it has nothing to say here. An exception
     * counts as {@link State#UNKNOWN}.
     */
    List<Standing> ask(Question question) throws Exception;

    /**
     * Something is to be changed.
     *
     * @param environment as it is defined now, with its protection
     * @param changes what would change; empty for a pipeline that needs no placement
     * @param job the job that wants it; null when there is none yet
     * @param moment what hangs on the answer
     */
    record Question(
            String project,
            Environment environment,
            List<Change> changes,
            @Nullable Run job,
            Moment moment,
            Instant at) {

        public Question {
            changes = List.copyOf(changes);
        }

        /** A person wants to know whether these could run now. */
        public static Question look(String project, Environment environment, List<Change> changes, Instant at) {
            return new Question(project, environment, changes, null, Moment.LOOK, at);
        }

        public Optional<Run> run() {
            return Optional.ofNullable(job);
        }
    }

    /**
     * A placement that would change.
     *
     * @param version the release that would run there; null where the pipeline needs none, such as a forced update
     */
    record Change(PlacementKey placement, @Nullable String version) {}

    /**
     * A job that asks.
     *
     * @param startedAt null before it has started
     * @param step the step run that would change something; null when the job asks as a whole
     */
    record Run(
            long id,
            long number,
            String pipeline,
            int pipelineVersion,
            Actor requestedBy,
            Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable String step) {}

    /** What hangs on an answer. */
    enum Moment {
        /** Nothing: somebody looks, perhaps every few seconds. A costly gate answers with what it knows. */
        LOOK,
        /** The job starts if all gates are open. */
        START,
        /** A step of a running job that changes something starts if all gates are open. */
        STEP
    }

    /**
     * How one thing stands that a gate asks for.
     *
     * @param gate {@link Gate#name()}
     * @param title what it is in a few words, such as {@code Approval by 2 of release managers}
     * @param reason one sentence on why it stands so
     */
    record Standing(String gate, String title, State state, String reason, Opening opening) {

        public static Standing open(String gate, String title, String reason) {
            return new Standing(gate, title, State.OPEN, reason, Opening.NONE);
        }

        public static Standing closed(String gate, String title, String reason, Opening opening) {
            return new Standing(gate, title, State.CLOSED, reason, opening);
        }

        public static Standing refused(String gate, String title, String reason) {
            return new Standing(gate, title, State.REFUSED, reason, Opening.NONE);
        }

        public static Standing unknown(String gate, String title, String reason) {
            return new Standing(gate, title, State.UNKNOWN, reason, Opening.NONE);
        }
    }

    /** Whether it lets a job pass. */
    enum State {
        OPEN,
        /** Not now; the job waits. */
        CLOSED,
        /** Never; a job that has not started ends as failed, one that runs is cancelled. */
        REFUSED,
        /** It could not be told; the job waits and asks again. Never open. */
        UNKNOWN
    }

    /**
     * How a closed gate opens.
     *
     * @param at when it opens by itself at the earliest; null when only somebody's act opens it
     * @param by who can open it, such as {@code 2 of release managers}; null when nobody can
     * @param where path of the page where they do, such as {@code /projects/shop/freezes}; null without one
     */
    record Opening(
            @Nullable Instant at,
            @Nullable String by,
            @Nullable String where) {

        public static final Opening NONE = new Opening(null, null, null);

        public static Opening at(Instant at) {
            return new Opening(at, null, null);
        }

        public static Opening by(String who, @Nullable String where) {
            return new Opening(null, who, where);
        }
    }
}
