package dev.slipway.step;

import static dev.slipway.target.Finding.Result.BLOCK;
import static dev.slipway.target.Finding.Result.PASS;
import static dev.slipway.target.Finding.Result.UNKNOWN;
import static dev.slipway.target.Finding.Result.WARN;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.job.spi.Gate;
import dev.slipway.job.spi.StepContext;
import dev.slipway.target.Finding;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * How the environment's gates stand: freezes, approvals, soak, what was verified upstream. A gate that is closed only
 * warns, because a job waits at it by itself; one that refuses, blocks.
 */
@Component
@Order(6)
class GateCheck implements PreCheck {

    private static final Duration LOOK_UP = Duration.ofSeconds(20);

    private final Catalog catalog;
    private final ObjectProvider<Gate> gates;

    GateCheck(Catalog catalog, ObjectProvider<Gate> gates) {
        this.catalog = catalog;
        this.gates = gates;
    }

    @Override
    public String key() {
        return "gates";
    }

    @Override
    public String about() {
        return "how the environment's gates stand: freezes, approvals, what was verified before";
    }

    @Override
    public List<Finding> find(StepContext context) {
        var placed = context.placed();
        var environment = catalog.placement(placed.key())
                .map(dev.slipway.catalog.Placement::environment)
                .blockOptional(LOOK_UP);
        if (environment.isEmpty() || placed.revision() == null) {
            return List.of();
        }
        var change = new Gate.Change(placed.key(), placed.revision().version());
        return gates.orderedStream()
                .flatMap(gate -> ask(gate, context, environment.get(), change))
                .toList();
    }

    private static Stream<Finding> ask(Gate gate, StepContext context, Environment environment, Gate.Change change) {
        try {
            var question = Gate.Question.look(context.project(), environment, List.of(change), context.now());
            return gate.ask(question).stream().map(GateCheck::finding);
        } catch (Exception e) {
            return Stream.of(new Finding(
                    "gate-" + gate.name(),
                    "The gate " + gate.name() + " is open",
                    UNKNOWN,
                    "It could not be asked: " + Reason.of(e),
                    "Try again in a moment."));
        }
    }

    private static Finding finding(Gate.Standing standing) {
        var result = switch (standing.state()) {
            case OPEN -> PASS;
            case CLOSED -> WARN;
            case REFUSED -> BLOCK;
            case UNKNOWN -> UNKNOWN;
        };
        return new Finding("gate-" + standing.gate(), standing.title(), result, standing.reason(), remedy(standing));
    }

    private static String remedy(Gate.Standing standing) {
        var opening = standing.opening();
        if (standing.state() == Gate.State.OPEN) {
            return "";
        }
        var by = opening.by() == null ? "" : "It is opened by " + opening.by() + ". ";
        var at = opening.at() == null ? "" : "It opens by itself at " + opening.at() + ". ";
        return (by + at).strip();
    }
}
