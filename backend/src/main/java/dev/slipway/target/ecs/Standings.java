package dev.slipway.target.ecs;

import dev.slipway.target.Fact;
import dev.slipway.target.Fact.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/** How a deployment stands, as facts: its tasks, its stage, and how near its breaker is to ending it. */
record Standings(EcsDeployment deployment, Service service, Instant now) {

    List<Fact> facts(Optional<Deployment> own, Optional<Breaker> breaker, @Nullable ServiceDeployment found) {
        var facts = new ArrayList<Fact>();
        facts.add(tasks(own));
        facts.add(breaker.map(this::breaker)
                .orElseGet(
                        () -> Fact.of("Circuit breaker", Tone.UNKNOWN, "off: ECS does not count the tasks that fail")));
        var stage = found == null ? null : found.lifecycleStageAsString();
        if (stage != null) {
            facts.add(Fact.of("Stage", Tone.NEUTRAL, stage.replace('_', ' ').toLowerCase(Locale.ROOT)));
        }
        share(found)
                .ifPresent(share -> facts.add(Fact.of("Traffic", Tone.NEUTRAL, share + " % goes to " + version())
                        .metered(share, 100)));
        if (!deployment.hindrance.isEmpty()) {
            facts.add(Fact.of("No room", Tone.WARN, deployment.hindrance));
        }
        return facts;
    }

    private String version() {
        return deployment.current().revision.version();
    }

    /** How many percent of the production traffic the new revision is to take; empty where it goes over task by task. */
    static Optional<Integer> share(@Nullable ServiceDeployment found) {
        if (found == null
                || found.targetServiceRevision() == null
                || found.deploymentConfiguration() == null
                || found.deploymentConfiguration().strategy() == null
                || found.deploymentConfiguration().strategy() == DeploymentStrategy.ROLLING) {
            return Optional.empty();
        }
        return Optional.ofNullable(found.targetServiceRevision().requestedProductionTrafficWeight())
                .map(weight -> (int) Math.round(weight));
    }

    private Fact tasks(Optional<Deployment> own) {
        int running = own.map(Deployment::runningCount).orElse(0);
        int desired = service.desiredCount();
        var pending = own.map(Deployment::pendingCount).orElse(0);
        var value =
                running + " of " + desired + " run " + version() + (pending == 0 ? "" : ", " + pending + " starting");
        return Fact.of("Tasks", running >= desired && desired > 0 ? Tone.GOOD : Tone.NEUTRAL, value)
                .metered(Math.min(running, desired), desired);
    }

    private Fact breaker(Breaker breaker) {
        var counted = breaker.failures() > breaker.threshold()
                ? breaker.failures() + " failures in a row, " + breaker.threshold() + " are allowed"
                : breaker.failures() + " of " + breaker.threshold() + " failures in a row";
        var tone =
                breaker.failures() == 0 ? Tone.GOOD : breaker.failures() >= breaker.threshold() ? Tone.BAD : Tone.WARN;
        var word = switch (tone) {
            case BAD -> "tripped: ";
            case WARN -> "counting: ";
            case GOOD, NEUTRAL, UNKNOWN -> "armed: ";
        };
        return Fact.of("Circuit breaker", tone, word + counted)
                .metered(Math.min(breaker.failures(), breaker.threshold()), breaker.threshold())
                .until(breaker.tripsIn(deployment.startedAt, now).map(now::plus).orElse(null));
    }
}
