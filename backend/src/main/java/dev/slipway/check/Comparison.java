package dev.slipway.check;

import dev.slipway.target.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one run of the checks found against another. */
public record Comparison(List<Row> rows) {

    public Comparison {
        rows = List.copyOf(rows);
    }

    /** How a finding stands to the one before it. */
    public enum Change {
        /** The check was not made before. */
        NEW,
        /** It is not made any more. */
        GONE,
        /** It comes to something else. */
        CHANGED,
        /** It comes to the same, for another reason. */
        RESTATED,
        SAME
    }

    /**
     * One check of one service. One of the findings is always there.
     *
     * @param before null for a new one
     * @param now null for one that is gone
     */
    public record Row(
            String service,
            @Nullable Finding before,
            @Nullable Finding now,
            Change change) {

        /** The finding to show: what is known now, or what was last known. */
        public Finding shown() {
            return Objects.requireNonNull(now != null ? now : before);
        }
    }

    private record Key(String service, String check) {}

    /** In the order of the run, what is gone at the end of its service. */
    static Comparison of(@Nullable CheckRun before, CheckRun now) {
        var old = byCheck(before);
        var rows = new ArrayList<Row>();
        for (var service : now.findings().entrySet()) {
            for (var finding : service.getValue()) {
                var earlier = old.remove(new Key(service.getKey(), finding.check()));
                rows.add(new Row(service.getKey(), earlier, finding, change(before, earlier, finding)));
            }
            old.entrySet()
                    .removeIf(entry -> entry.getKey().service().equals(service.getKey())
                            && rows.add(new Row(service.getKey(), entry.getValue(), null, Change.GONE)));
        }
        return new Comparison(rows);
    }

    private static Change change(@Nullable CheckRun before, @Nullable Finding earlier, Finding now) {
        if (earlier == null) {
            return before == null ? Change.SAME : Change.NEW;
        }
        if (earlier.result() != now.result()) {
            return Change.CHANGED;
        }
        return earlier.evidence().equals(now.evidence()) ? Change.SAME : Change.RESTATED;
    }

    private static Map<Key, Finding> byCheck(@Nullable CheckRun run) {
        var found = new LinkedHashMap<Key, Finding>();
        if (run != null) {
            run.findings()
                    .forEach((service, findings) ->
                            findings.forEach(finding -> found.put(new Key(service, finding.check()), finding)));
        }
        return found;
    }

    public long count(Change change) {
        return rows.stream().filter(row -> row.change() == change).count();
    }
}
