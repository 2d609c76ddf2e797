package dev.slipway.artifact.registry;

import dev.slipway.artifact.Digest;
import java.util.Map;
import java.util.stream.Collectors;

/** A registry that looks for known vulnerabilities. */
public interface ScansImages {

    /**
     * What its scan of a manifest came to.
     *
     * @throws ImageMissing if the registry has no such image
     * @throws RegistryUnavailable if it could not be asked
     */
    Scan scan(String repository, Digest manifest) throws ImageMissing, RegistryUnavailable;

    /** How grave a vulnerability is, gravest first. */
    enum Severity {
        CRITICAL,
        HIGH,
        MEDIUM,
        LOW,
        INFORMATIONAL,
        UNDEFINED
    }

    /** The outcome of a scan. */
    sealed interface Scan {

        /** It was done; without entries nothing was found. */
        record Done(Map<Severity, Integer> findings) implements Scan {

            public Done {
                findings = Map.copyOf(findings);
            }

            /** How many are as grave as this or graver. */
            public int atLeast(Severity severity) {
                return findings.entrySet().stream()
                        .filter(entry -> entry.getKey().compareTo(severity) <= 0)
                        .mapToInt(Map.Entry::getValue)
                        .sum();
            }

            @Override
            public String toString() {
                return findings.isEmpty()
                        ? "nothing found"
                        : findings.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(entry -> entry.getValue() + " "
                                        + entry.getKey().name().toLowerCase(java.util.Locale.ROOT))
                                .collect(Collectors.joining(", "));
            }
        }

        /** Nothing can be concluded: pending, unsupported, expired, failed or never asked for. Never clean. */
        record Untold(String why) implements Scan {}
    }
}
