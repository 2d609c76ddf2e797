package simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The calls that reached the simulator, in order; the last hundred thousand of them. */
public final class Calls {

    private static final int KEPT = 100_000;

    private final ArrayDeque<Call> all = new ArrayDeque<>();

    /** Notes a call that was answered. */
    public synchronized void record(Call call) {
        if (all.size() == KEPT) {
            all.removeFirst();
        }
        all.add(call);
    }

    public synchronized List<Call> all() {
        return List.copyOf(all);
    }

    /** The calls at or after a moment of the simulated clock. */
    public List<Call> since(Instant moment) {
        return all().stream().filter(call -> !call.at().isBefore(moment)).toList();
    }

    public List<Call> of(Api api, String operation) {
        return all().stream()
                .filter(call -> call.api() == api && call.operation().equals(operation))
                .toList();
    }

    public int count(Api api, String operation) {
        return of(api, operation).size();
    }

    public synchronized int count() {
        return all.size();
    }

    /** The IAM actions a policy needs for the calls made. */
    public Set<String> actions() {
        return all().stream().map(Call::action).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Forgets the calls so far, to count those of one deed. */
    public synchronized void forget() {
        all.clear();
    }
}
