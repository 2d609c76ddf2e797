package dev.slipway.check;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Project;
import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.engine.WorkQueue;
import dev.slipway.web.Conflict;
import dev.slipway.web.InvalidInput;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Starts the checks of every environment at its times: one execution over all replicas, which survives them. A time that
 * passed while no portal ran is made up for once.
 */
@Component
class CheckSchedule implements Work {

    private static final Logger LOG = LoggerFactory.getLogger(CheckSchedule.class);
    private static final String KIND = "check.schedule";
    private static final Duration ROUND = Duration.ofMinutes(1);

    private final Catalog catalog;
    private final Checking checking;
    private final WorkQueue work;
    private final Clock clock;

    CheckSchedule(Catalog catalog, Checking checking, WorkQueue work, Clock clock) {
        this.catalog = catalog;
        this.checking = checking;
        this.work = work;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        work.schedule(KIND, "all", clock.instant())
                .subscribe(_ -> {}, e -> LOG.warn("Scheduled checks wait for the next start", e));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var projects = catalog.projects().collectList().blockOptional().orElse(List.of());
        for (var project : projects) {
            for (var environment : project.environments()) {
                if (lease.held()) {
                    start(project, environment);
                }
            }
        }
        return new Outcome.Again(clock.instant().plus(ROUND));
    }

    private void start(Project project, Environment environment) {
        var slot = Slot.due(environment.checks(), clock.instant());
        if (slot.isEmpty()) {
            return;
        }
        var request = new Checking.Request(
                project.key(), environment.key(), List.of(), slot.get().key(environment.key()), "Scheduled check");
        try {
            checking.start(request, Actor.SYSTEM).block();
        } catch (Conflict e) {
            // This time's job was made before something was proven or registered since.
            LOG.debug("{} in {} was checked for {}", environment.key(), project.key(), slot.get());
        } catch (InvalidInput e) {
            LOG.debug("Nothing to check in {} of {}: {}", environment.key(), project.key(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{} of {} could not be checked; next try in a minute", environment.key(), project.key(), e);
        }
    }
}
