package dev.slipway.target.ecs;

import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Progress;
import dev.slipway.target.TargetEvent.Level;
import dev.slipway.target.ecs.Ledger.Page;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/** One look at a deployment: through whose eyes, at what, when, and what it came to. */
final class Look {

    /** Looks in a row that see nothing new, though all tasks run: after half a minute ECS waits for old tasks to drain. */
    private static final int SOON_DONE = 40;

    /** So that a verdict is given within a second of ECS's. */
    private static final Duration NEARLY_DONE = Duration.ofMillis(800);

    final Cloud cloud;
    final Ledger ledger;
    final PlacementKey key;
    final Page<EcsDeployment> page;
    final EcsDeployment deployment;
    final Instant now;

    /** One line for people. */
    String summary = "";

    /** After how long another look makes sense. */
    Duration again = Duration.ofSeconds(2);

    /** The service as this look saw it; null if it did not ask. */
    @Nullable
    Service seen;

    private @Nullable Question question;
    private double fraction;

    Look(Cloud cloud, Ledger ledger, PlacementKey key, Page<EcsDeployment> page, Instant now) {
        this.cloud = cloud;
        this.ledger = ledger;
        this.key = key;
        this.page = page;
        this.deployment = page.content;
        this.now = now;
    }

    private record Question(String key, String text) {}

    void event(Level level, String message) {
        deployment.event(now, level, message);
    }

    /** Asks people, and tells of it once. */
    void ask(String name, String text) {
        question = new Question(name, text);
        again = Duration.ofSeconds(5);
        if (deployment.told.add("ask " + name)) {
            event(Level.WARN, text);
        }
    }

    /** @param news whether this look saw anything new */
    void summarize(Service service, @Nullable ServiceDeployment found, boolean news) {
        seen = service;
        var attempt = deployment.current();
        var own = Standing.ours(String.valueOf(attempt.id), service);
        var running = own.map(one -> one.runningCount()).orElse(0);
        var desired = Math.max(1, service.desiredCount());
        fraction = Math.clamp(0.9 * running / desired, 0, 0.95);
        var guard = Breaker.of(String.valueOf(attempt.id), service, found);
        var breaker =
                guard.map(one -> ", " + one.told(deployment.startedAt, now)).orElse("");
        deployment.standing = new Standings(deployment, service, now).facts(own, guard, found);
        summary = running + " of " + service.desiredCount() + " tasks run " + attempt.revision.version() + breaker
                + ", " + deployment.calls + " requests to AWS";
        again = pause(
                news, running >= service.desiredCount(), drains(service, String.valueOf(attempt.id)), deployment.quiet);
    }

    /** Whether tasks of another deployment still run; until they have ended ECS is not done. */
    private static boolean drains(Service service, String id) {
        return service.deployments().stream().anyMatch(one -> !one.id().equals(id) && one.runningCount() > 0);
    }

    /** Often while ECS may be done at any moment, which it seldom is for long; less and less while it is quiet. */
    static Duration pause(boolean news, boolean allRun, boolean drains, int quiet) {
        if (allRun && !drains) {
            return quiet < SOON_DONE ? NEARLY_DONE : Duration.ofSeconds(2);
        }
        return Duration.ofSeconds(news ? 1 : Math.min(5, allRun ? 1 + quiet / 4 : 2 + quiet / 3));
    }

    /** How far it is, with the events after the cursor. */
    Progress progress(long after) {
        var events = deployment.eventsAfter(after);
        var verdict = deployment.verdict;
        if (verdict != null) {
            var symptom = verdict.outcome() == Outcome.SUCCEEDED ? null : deployment.symptom;
            return new Progress.Ended(events, verdict, symptom, Remedy.of(deployment));
        }
        return question == null
                ? new Progress.UnderWay(events, fraction, summary, again)
                : new Progress.Asks(events, question.key(), question.text(), fraction, again);
    }
}
