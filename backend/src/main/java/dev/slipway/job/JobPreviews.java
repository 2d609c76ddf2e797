package dev.slipway.job;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepLog;
import dev.slipway.job.spi.StepMemory;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Revision;
import dev.slipway.web.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds out what a job would change without changing anything. Targets may block, so it runs on virtual threads. */
@Component
class JobPreviews {

    private final StepPlans plans;
    private final Places places;
    private final PlacementLocks locks;
    private final Estimates estimates;
    private final Releases releases;

    JobPreviews(StepPlans plans, Places places, PlacementLocks locks, Estimates estimates, Releases releases) {
        this.plans = plans;
        this.places = places;
        this.locks = locks;
        this.estimates = estimates;
        this.releases = releases;
    }

    Mono<JobPreview> of(String project, JobOrder order) {
        var services = order.placements().stream().map(JobPlacement::service).toList();
        var findings = Waiting.call(() -> look(project, order));
        var holders = locks.holders(project, order.environment(), services).collectList();
        return Mono.zip(findings, holders, estimates.of(project, order))
                .map(all -> new JobPreview(
                        all.getT1().services(),
                        all.getT1().steps(),
                        all.getT2(),
                        all.getT3().whole()));
    }

    private record Seen(List<JobPreview.ServiceChange> services, List<JobPreview.PlannedStep> steps) {}

    private Seen look(String project, JobOrder asked) {
        var order = plans.withProven(project, asked);
        var changes = places.placed(project, order).stream().map(this::change).toList();
        return new Seen(changes, plans.plan(project, order));
    }

    private JobPreview.ServiceChange change(StepContext.Placed placed) {
        var before = placed.lastVerified();
        var after = placed.revision();
        var release = after == null
                ? Optional.<Release>empty()
                : releases.find(placed.key().project(), placed.key().service(), after.version())
                        .blockOptional();
        return new JobPreview.ServiceChange(
                placed.key().service(),
                before == null ? null : before.version(),
                after == null ? null : after.version(),
                before == null ? List.of() : before.artifacts(),
                after == null ? List.of() : after.artifacts(),
                after == null ? List.of() : differences(before, after),
                after == null ? List.of() : places.findings(placed, after),
                release.map(Release::notes).orElse(null));
    }

    static List<JobPreview.ConfigurationChange> differences(@Nullable Revision before, Revision after) {
        Map<String, ConfigurationValue> old = before == null ? Map.of() : before.configuration();
        var names = new TreeSet<>(old.keySet());
        names.addAll(after.configuration().keySet());
        var changes = new ArrayList<JobPreview.ConfigurationChange>();
        for (var name : names) {
            var left = told(old.get(name));
            var right = told(after.configuration().get(name));
            if (left == null ? right != null : !left.equals(right)) {
                changes.add(new JobPreview.ConfigurationChange(name, left, right));
            }
        }
        return changes;
    }

    private static @Nullable String told(@Nullable ConfigurationValue value) {
        return switch (value) {
            case null -> null;
            case ConfigurationValue.Plain plain -> plain.value();
            case ConfigurationValue.Secret secret -> secret.reference().told();
        };
    }

    /** A log nobody reads and a memory that forgets: a plan leaves nothing behind. */
    enum Nowhere implements StepLog, StepMemory {
        NOWHERE;

        @Override
        public void line(String text) {
            // nobody reads it
        }

        @Override
        public void output(byte[] bytes) {
            // nobody reads it
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public <T> Optional<T> recall(String key, Class<T> type) {
            return Optional.empty();
        }

        @Override
        public void keep(String key, Object value) {
            throw new IllegalStateException("A plan changes nothing, so it has nothing to remember: " + key);
        }

        @Override
        public void note(String key, Object value) {
            throw new IllegalStateException("A plan changes nothing, so it has nothing to remember: " + key);
        }
    }
}
