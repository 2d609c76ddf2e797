package dev.slipway.target.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a placement as its last deployment left it: what ends by itself starts again, what hangs is replaced, and the
 * number stays.
 */
record Upkeep(Tending tending) {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    void keep() throws IOException {
        var state = tending.state();
        if (state.underWay().isPresent()) {
            // What happens now is for the one who follows the deployment to see and to decide on.
            return;
        }
        rest(tending.observe(Upkeep::worthAsking));
        startRested();
        replaceOneThatHangs();
        size();
        tending.folder().write(state);
        rest(tending.act());
        tending.forgetOld();
        tending.folder().write(state);
    }

    /** How those fare that nobody would replace is looked at by who wants to know. */
    private static boolean worthAsking(Instance instance) {
        var health = instance.settings().health();
        return instance.phase == Instance.Phase.STARTING || health != null && health.unhealthyThreshold() > 0;
    }

    /** One at a time, and the next once that one is well: when something they all need is away, others may come back. */
    private void replaceOneThatHangs() {
        var wanted = tending.state().instances.stream().filter(Instance::wanted).toList();
        var patient = wanted.stream()
                .anyMatch(instance -> instance.phase == Instance.Phase.STARTING && !instance.hangs(tending.now()));
        if (patient) {
            return;
        }
        wanted.stream()
                .filter(instance -> instance.hangs(tending.now()))
                .findFirst()
                .ifPresent(hanging -> {
                    LOG.warn("Replacing {}: it runs and is not well ({})", hanging, hanging.answer);
                    hanging.stop(Duration.ZERO, tending.now());
                });
    }

    private void rest(List<Happening> happenings) {
        for (var happening : happenings) {
            var byItself = switch (happening) {
                case Happening.Ended ended ->
                    ended.before() == Instance.Phase.UP || ended.before() == Instance.Phase.STARTING;
                case Happening.CouldNotStart _ -> true;
                default -> false;
            };
            if (byItself) {
                happening.instance().rest(tending.now());
            }
        }
    }

    private void startRested() {
        for (var instance : tending.state().instances) {
            if (instance.restartAt != null && !instance.restartAt.isAfter(tending.now())) {
                var free = instance.port > 0 && !tending.state().uses(instance.port) && PortRange.free(instance.port);
                var port = free ? Optional.of(instance.port) : tending.freePort(instance.settings());
                port.ifPresent(one -> instance.startAgain(one, tending.now()));
            }
        }
    }

    private void size() {
        var state = tending.state();
        var revision = state.steady;
        var latest = state.latest;
        if (revision == null || latest == null) {
            return;
        }
        var kept = state.instances.stream()
                .filter(Instance::wanted)
                .sorted(Comparator.comparing(Instance::serving).reversed())
                .toList();
        for (var missing = state.desired - kept.size(); missing > 0; missing--) {
            tending.freePort(ProcessSettings.of(revision.settings()))
                    .ifPresent(port -> tending.intend(latest.id, revision, port));
        }
        kept.stream().skip(state.desired).forEach(surplus -> {
            var drain = surplus.serving() ? surplus.settings().stopping().drain() : Duration.ZERO;
            surplus.stop(drain, tending.now());
        });
    }
}
