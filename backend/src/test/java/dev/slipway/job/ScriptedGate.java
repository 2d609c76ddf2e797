package dev.slipway.job;

import dev.slipway.job.spi.Gate;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A gate that stands as a test says; open at first. */
class ScriptedGate implements Gate {

    private static final String NAME = "scripted";

    final ConcurrentLinkedQueue<Question> asked = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Standing standing = open();
    private volatile Consumer<Question> meanwhile = question -> {};

    static Standing open() {
        return Standing.open(NAME, "Script", "The script says so");
    }

    static Standing closed(Opening opening) {
        return Standing.closed(NAME, "Script", "The script keeps it closed", opening);
    }

    static Standing refused() {
        return Standing.refused(NAME, "Script", "The script refuses");
    }

    /** @param next how it stands; null for a failure */
    void stand(@Nullable Standing next) {
        standing = next;
    }

    /** What happens while the gate thinks. */
    void meanwhile(Consumer<Question> happens) {
        meanwhile = happens;
    }

    boolean wasAsked(Moment moment) {
        return asked.stream().anyMatch(question -> question.moment() == moment);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Standing> ask(Question question) {
        asked.add(question);
        meanwhile.accept(question);
        var now = standing;
        if (now == null) {
            throw new IllegalStateException("The script is lost");
        }
        return List.of(now);
    }
}
