package dev.slipway.approval;

import dev.slipway.job.spi.GateSkips;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Lets a job pass the gates for which somebody broke the glass. */
@Component
class GlassSkips implements GateSkips {

    private final GlassStore store;

    GlassSkips(GlassStore store) {
        this.store = store;
    }

    @Override
    public Map<String, String> of(long job) {
        var skips = new HashMap<String, String>();
        for (var glass : Objects.requireNonNull(store.ofJob(job).collectList().block())) {
            var why = "Break-glass by " + glass.breaking().by().name() + ": "
                    + glass.breaking().reason();
            glass.gates().forEach(gate -> skips.put(gate, why));
        }
        return skips;
    }
}
