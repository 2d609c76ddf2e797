package dev.slipway.job.spi;

import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Fact;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.target.TargetSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a step is given: its settings, its placement and release, a log, and a memory that survives the worker. */
public interface StepContext {

    /** Key of the project. */
    String project();

    /** Number of the job in its project. */
    long jobNumber();

    /** Unique name of this step run; the base of idempotency tokens, the same over retries of the worker. */
    String stepRun();

    /** 1 for the first attempt; a retry by policy or by a person is the next one, with an empty memory. */
    int attempt();

    ObjectNode settings();

    /** Whether the step runs for one placement: it needs one, or the pipeline has it run per service. */
    boolean isPlaced();

    /** Where it acts, for a step that {@link #isPlaced()}. */
    Placed placed();

    /** All placements of the job, in the job's order, for a step that acts on the job as a whole. */
    List<Placed> allPlaced();

    /** Revisions this portal has proven at the placement, newest first; the first is {@link Placed#lastVerified}. */
    List<Revision> verified(PlacementKey placement);

    /** Whether the job's pipeline deploys its release, which therefore is not what a step may return to. */
    boolean deploys();

    StepLog log();

    StepMemory memory();

    /** The answer of a person, once given to this attempt's question. */
    Optional<Decision> decision();

    /** What to do where the release runs already. */
    WhenSame whenSame();

    /** Shows these beside the step, in place of those shown before. */
    void show(List<Fact> facts);

    /** Whether this job changes nothing; asked by steps whose plan needs it. */
    boolean dryRun();

    Instant now();

    /** The value of a variable or secret; secrets are from then on masked in this job's log. */
    String resolve(ConfigurationValue value) throws dev.slipway.target.SecretUnavailable;

    /** True once the job's cancel was asked for, or the worker lost its lease: return soon. */
    boolean stopping();

    /**
     * A placement of the job with what is to run there.
     *
     * @param revision the release asked for, with the placement's configuration; null when the job has no release
     * @param lastVerified the last revision this portal has proven here
     */
    record Placed(
            PlacementKey key,
            DeploymentTarget target,
            TargetSettings settings,
            @Nullable Revision revision,
            @Nullable Revision lastVerified,
            Map<String, ConfigurationValue> configuration) {}

    /** @param choice one of the question's choices */
    record Decision(String choice, String note, String by, Instant at) {}
}
