package dev.slipway.promotion;

import dev.slipway.job.spi.Gate;
import dev.slipway.target.DurationText;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Lets a release in that has run long enough where it comes from, without anything else in between. */
@Component
@Order(110)
class SoakGate implements Gate {

    static final String NAME = "soak";

    private final UpstreamGate upstream;

    SoakGate(UpstreamGate upstream) {
        this.upstream = upstream;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Standing> ask(Question question) {
        var environment = question.environment();
        var soak = environment.protection().soak();
        if (soak == null) {
            return List.of();
        }
        return upstream.ask(
                NAME,
                "Soak " + DurationText.print(soak),
                question,
                record -> record.soaked(soak, UpstreamGate.rule(environment), question.at()));
    }
}
