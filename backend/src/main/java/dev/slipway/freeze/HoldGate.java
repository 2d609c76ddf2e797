package dev.slipway.freeze;

import dev.slipway.catalog.Protection.OnFreeze;
import dev.slipway.job.spi.Gate;
import java.util.List;
import java.util.Objects;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Asks what this module knows: the stop of everything, freezes and locks of people. */
@Component
@Order(10)
class HoldGate implements Gate {

    private final HoldRows rows;

    HoldGate(HoldRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "freeze";
    }

    @Override
    public List<Standing> ask(Question question) {
        var placements = question.changes().stream().map(Change::placement).toList();
        var job = question.run().map(Run::id).orElse(null);
        var holds = rows.holds(question.project(), question.environment().key(), placements, job, question.at())
                .block();
        var onFreeze = question.moment() == Moment.STEP
                ? question.environment().protection().onFreeze()
                : OnFreeze.PAUSE;
        return HoldJudge.judge(Objects.requireNonNull(holds), question, onFreeze);
    }
}
