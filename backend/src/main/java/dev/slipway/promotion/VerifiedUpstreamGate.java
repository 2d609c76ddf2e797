package dev.slipway.promotion;

import dev.slipway.job.spi.Gate;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Lets a release in that is proven where it comes from, was proven here before, or has a recorded exception. */
@Component
@Order(100)
class VerifiedUpstreamGate implements Gate {

    static final String NAME = "verified-upstream";

    private final UpstreamGate upstream;

    VerifiedUpstreamGate(UpstreamGate upstream) {
        this.upstream = upstream;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Standing> ask(Question question) {
        var environment = question.environment();
        var rule = environment.protection().verifiedUpstream();
        if (rule == null) {
            return List.of();
        }
        var title = "Verified in " + UpstreamGate.from(environment);
        return upstream.ask(NAME, title, question, record -> record.verified(rule));
    }
}
