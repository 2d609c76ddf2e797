package dev.slipway.catalog;

import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an environment takes pre-checks: the key {@code checks} of its definition.
 *
 * @param severity what a check leads to here when it does not pass, by its code; a code that ends in {@code *} stands
 *     for all that begin so. Without an entry it leads to what the check itself says
 * @param every how often every service is checked, counted from midnight UTC of 1 January 1970; null for never
 * @param at when every service is checked each day, UTC; null for never
 */
public record Checks(
        Map<String, Severity> severity,
        @Nullable Duration every,
        @Nullable LocalTime at) {

    public static final Checks NONE = new Checks(Map.of(), null, null);

    public Checks {
        severity = Map.copyOf(severity);
    }

    /** What a check leads to when it does not pass. */
    public enum Severity {
        BLOCK,
        WARN,
        /** Nothing: it is left out. */
        OFF
    }

    /** The findings as this environment takes them. What is unknown stays unknown, unless the check is off. */
    public List<Finding> weigh(List<Finding> findings) {
        return findings.stream().flatMap(this::weigh).toList();
    }

    private Stream<Finding> weigh(Finding finding) {
        var wanted = severity(finding.check());
        if (wanted.isEmpty()) {
            return Stream.of(finding);
        }
        return switch (wanted.get()) {
            case OFF -> Stream.empty();
            case BLOCK -> Stream.of(weighed(finding, Result.BLOCK));
            case WARN -> Stream.of(weighed(finding, Result.WARN));
        };
    }

    private static Finding weighed(Finding finding, Result result) {
        return finding.result() == Result.WARN || finding.result() == Result.BLOCK
                ? new Finding(finding.check(), finding.title(), result, finding.evidence(), finding.remedy())
                : finding;
    }

    /** For this code: its own entry, else the longest that stands for it. */
    private Optional<Severity> severity(String check) {
        var own = severity.get(check);
        return own != null
                ? Optional.of(own)
                : severity.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith("*"))
                        .filter(entry -> check.startsWith(
                                entry.getKey().substring(0, entry.getKey().length() - 1)))
                        .max(java.util.Comparator.comparingInt(
                                entry -> entry.getKey().length()))
                        .map(Map.Entry::getValue);
    }
}
