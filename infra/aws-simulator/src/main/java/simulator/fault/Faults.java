package simulator.fault;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import simulator.Api;
import simulator.Caller;

/** What goes wrong with calls, on request: {@code faults.on(Api.ECS, "UpdateService").times(2).throttled()}. */
public final class Faults {

    private final InstantSource clock;
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

    public Faults(InstantSource clock) {
        this.clock = clock;
    }

    /** A fault of every call. */
    public FaultRule everywhere() {
        return rule(null, null);
    }

    /** A fault of every call of one API. */
    public FaultRule on(Api api) {
        return rule(api, null);
    }

    /** A fault of one operation, named as in IAM. */
    public FaultRule on(Api api, String operation) {
        return rule(api, operation);
    }

    /** Ends every fault. */
    public void clear() {
        rules.clear();
    }

    /** What happens to this call, if anything. */
    public Optional<Effect> strike(Api api, String operation, Caller caller) {
        for (var rule : rules) {
            var effect = rule.strike(api, operation, caller);
            if (effect.isPresent()) {
                return effect;
            }
        }
        return Optional.empty();
    }

    private FaultRule rule(@Nullable Api api, @Nullable String operation) {
        return new FaultRule(rules, clock, api, operation);
    }
}
