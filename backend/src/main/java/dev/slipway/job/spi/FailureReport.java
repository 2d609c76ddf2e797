package dev.slipway.job.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What failed, what is known about it and what to do, for one card on the job page.
 *
 * @param what one sentence: what failed
 * @param exitCode exit code of the process that failed
 * @param lastLines the last lines it printed, oldest first, already masked
 * @param healthAnswer the answer of the failing health probe
 * @param check key of the pre-check that warned or could have
 * @param remedy what a person can do now
 */
public record FailureReport(
        String what,
        @Nullable Integer exitCode,
        List<String> lastLines,
        @Nullable String healthAnswer,
        @Nullable String check,
        String remedy) {

    public static FailureReport of(String what, String remedy) {
        return new FailureReport(what, null, List.of(), null, null, remedy);
    }
}
