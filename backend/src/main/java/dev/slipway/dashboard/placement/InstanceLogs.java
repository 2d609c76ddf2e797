package dev.slipway.dashboard.placement;

import dev.slipway.catalog.Placement;
import dev.slipway.target.StreamsLogs;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.Targets;
import dev.slipway.web.Waiting;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Follows what instances print, for those who look; nothing of it is kept. */
@Component
public class InstanceLogs {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Targets targets;
    private final KnownSecrets secrets;

    InstanceLogs(Targets targets, KnownSecrets secrets) {
        this.targets = targets;
        this.secrets = secrets;
    }

    public boolean has(Placement placement) {
        return targets.find(placement.target())
                .filter(StreamsLogs.class::isInstance)
                .isPresent();
    }

    /**
     * Its last lines, then what follows, in whole lines, with the placement's secrets masked; ends when nothing will ever
     * follow. Error signal: {@link dev.slipway.target.TargetUnavailable}.
     */
    public Flux<String> follow(Placement placement, String instance) {
        return Waiting.call(() -> tail(placement, instance))
                .flatMapMany(tail -> Waiting.call(tail::next)
                        .repeatWhen(asked -> asked.takeWhile(_ -> !tail.over()).delayElements(PAUSE))
                        .filter(lines -> !lines.isEmpty()));
    }

    private InstanceTail tail(Placement placement, String instance) throws TargetUnavailable {
        if (targets.get(placement.target()) instanceof StreamsLogs logs) {
            return new InstanceTail(logs, placement.key(), instance, secrets.of(placement));
        }
        throw new TargetUnavailable("This target does not tell what instances print");
    }
}
