package dev.slipway.target.process;

import dev.slipway.target.Finding;

/** Whether enough ports of the range are free, or become free as our own instances stop. */
final class PortsFree implements PreCheck {

    @Override
    public String key() {
        return "ports-free";
    }

    @Override
    public String title() {
        return "Enough ports are free";
    }

    @Override
    public Finding check(Question question) {
        var ports = question.settings().ports();
        if (ports == null) {
            return pass("A worker needs no port");
        }
        var ours = ports.ports().filter(question.state()::uses).count();
        var free = ports.ports()
                .filter(port -> !question.state().uses(port))
                .filter(PortRange::free)
                .count();
        var evidence = "%d free and %d ours of %s".formatted(free, ours, ports);
        var desired = question.settings().instances();
        if (free + ours < desired) {
            return block(evidence + "; " + desired + " are needed", "Stop what uses them, or widen the range.");
        }
        if (free == 0 && question.settings().bounds().least(desired) >= desired) {
            return block(
                    evidence + "; none is left for a new instance while " + desired + " must stay healthy",
                    "Widen the range by one, or lower minHealthyPercent.");
        }
        return pass(evidence);
    }
}
