package dev.slipway.notification.alert;

import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.engine.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Asks every rule, again and again, on one portal of all: opens what is new and closes what is over. */
@Component
class AlertRound implements Work {

    static final String WORK = "alert-round";

    private static final Logger LOG = LoggerFactory.getLogger(AlertRound.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final List<AlertRule> rules;
    private final Alerts alerts;
    private final Tidying tidying;
    private final WorkQueue work;
    private final Clock clock;

    AlertRound(List<AlertRule> rules, Alerts alerts, Tidying tidying, WorkQueue work, Clock clock) {
        this.rules = List.copyOf(rules);
        this.alerts = alerts;
        this.tidying = tidying;
        this.work = work;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        work.schedule(WORK, "all", clock.instant()).block();
    }

    @Override
    public String kind() {
        return WORK;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        for (var rule : rules) {
            if (lease.held()) {
                look(rule);
            }
        }
        tidying.tidy();
        return new Outcome.Again(clock.instant().plus(PERIOD));
    }

    private void look(AlertRule rule) {
        List<AlertRule.Wrong> wrong;
        try {
            wrong = rule.look(clock.instant());
        } catch (RuntimeException e) {
            LOG.warn("Rule {} could not look; its alerts stay as they are", rule.name(), e);
            return;
        }
        Set<String> keys = wrong.stream().map(AlertRule.Wrong::key).collect(Collectors.toSet());
        wrong.forEach(one -> alerts.open(rule.name(), one).block());
        alerts.openOf(rule.name())
                .filter(alert -> !keys.contains(alert.key()))
                .collectList()
                .blockOptional()
                .orElseThrow()
                .forEach(over -> alerts.resolve(over).block());
    }
}
