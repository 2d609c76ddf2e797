package simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The requests that AWS's model does not allow; a test with any is a failed test. */
public final class Violations {

    private final List<Violation> all = new CopyOnWriteArrayList<>();

    /** Notes a violation. */
    public void record(Violation violation) {
        all.add(violation);
    }

    public List<Violation> all() {
        return List.copyOf(all);
    }
}
