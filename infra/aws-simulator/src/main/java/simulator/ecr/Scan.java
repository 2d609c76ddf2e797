package simulator.ecr;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a scan of an image came to.
 *
 * @param status in ECR's words: {@code COMPLETE}, {@code ACTIVE}, {@code IN_PROGRESS}, {@code PENDING}, {@code FAILED},
 *     {@code UNSUPPORTED_IMAGE}, {@code SCAN_ELIGIBILITY_EXPIRED}, {@code FINDINGS_UNAVAILABLE}
 * @param completedAt null unless it is complete
 */
public record Scan(
        String status,
        String description,
        List<Vulnerability> found,
        @Nullable Instant completedAt) {

    /** One vulnerability, its severity in ECR's words. */
    public record Vulnerability(String name, String severity, String packageName, String uri) {}

    public static Scan clean(Instant at) {
        return new Scan("COMPLETE", "The scan was completed successfully.", List.of(), at);
    }

    public static Scan finding(Instant at, Vulnerability... found) {
        return new Scan("COMPLETE", "The scan was completed successfully.", List.of(found), at);
    }

    public static Scan inState(String status, String description) {
        return new Scan(status, description, List.of(), null);
    }

    Map<String, Integer> counts() {
        return found.stream().collect(Collectors.toMap(Vulnerability::severity, _ -> 1, Integer::sum));
    }
}
