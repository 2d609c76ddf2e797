package dev.slipway.target.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps a placement as its last deployment left it: what ends by itself starts again, and the number stays. */
record Upkeep(Tending tending) {

    void keep() throws IOException {
        var state = tending.state();
        if (state.underWay().isPresent()) {
            // What happens now is for the one who follows the deployment to see and to decide on.
            return;
        }
        // How those fare that are up is looked at by who wants to know; here it would only be written again and again.
        rest(tending.observe(instance -> instance.phase == Instance.Phase.STARTING));
        startRested();
        size();
        tending.folder().write(state);
        rest(tending.act());
        tending.forgetOld();
        tending.folder().write(state);
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
