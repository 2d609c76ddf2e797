package dev.slipway.job;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepLog;
import dev.slipway.job.spi.StepMemory;
import dev.slipway.job.spi.WhenSame;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Fact;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** What one step run is given at one call. */
record ContextOfStep(Job job, StepRun step, List<Placed> allPlaced, StepLog log, StepMemory memory, Surroundings around)
        implements StepContext {

    /** What is the same for all steps of a job in the hands of a worker. */
    record Surroundings(
            Supplier<Instant> clock,
            Resolver resolver,
            BooleanSupplier stop,
            Consumer<List<Fact>> shown,
            Function<PlacementKey, List<Revision>> proven,
            boolean needsPlacement) {}

    /** Resolves a value and sees to it that secrets are masked. */
    interface Resolver {

        String resolve(ConfigurationValue value) throws SecretUnavailable;
    }

    @Override
    public String project() {
        return job.project();
    }

    @Override
    public long jobNumber() {
        return job.number();
    }

    @Override
    public String stepRun() {
        return step.name();
    }

    @Override
    public int attempt() {
        return step.attempt();
    }

    @Override
    public ObjectNode settings() {
        return step.settings();
    }

    @Override
    public boolean isPlaced() {
        return step.service() != null || around.needsPlacement();
    }

    @Override
    public Placed placed() {
        var service = VerdictOfJob.service(job, step);
        return allPlaced.stream()
                .filter(p -> p.key().service().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Step " + step.name() + " acts on a placement, and job #"
                        + job.number() + " has " + allPlaced.size() + " of them"));
    }

    @Override
    public List<Revision> verified(PlacementKey placement) {
        return around.proven().apply(placement);
    }

    @Override
    public boolean deploys() {
        return job.order().deploys();
    }

    @Override
    public Optional<Decision> decision() {
        var answer = step.report().answer();
        return answer == null || answer.attempt() != step.attempt()
                ? Optional.empty()
                : Optional.of(new Decision(answer.choice(), answer.note(), answer.by(), answer.at()));
    }

    @Override
    public WhenSame whenSame() {
        return job.order().whenSame();
    }

    @Override
    public void show(List<Fact> facts) {
        around.shown().accept(facts);
    }

    @Override
    public boolean dryRun() {
        return job.order().dryRun();
    }

    @Override
    public Instant now() {
        return around.clock().get();
    }

    @Override
    public String resolve(ConfigurationValue value) throws SecretUnavailable {
        return around.resolver().resolve(value);
    }

    @Override
    public boolean stopping() {
        return around.stop().getAsBoolean();
    }
}
