package dev.slipway.identity.workload;

import dev.slipway.audit.Actor;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The run of a pipeline, as its token tells: {@code repository}, {@code ref} and {@code run_id} are claims of GitHub Actions,
 * {@code project_path} and {@code pipeline_id} of GitLab.
 */
record Workload(
        String subject,
        @Nullable String repository,
        @Nullable String ref,
        @Nullable String run) {

    private static final int LONGEST = 200;

    static Workload of(Map<String, Object> claims) {
        return new Workload(
                cut(Objects.toString(claims.get("sub"), "unnamed")),
                first(claims, "repository", "project_path"),
                first(claims, "ref"),
                first(claims, "run_id", "pipeline_id"));
    }

    Actor actor() {
        var name = Stream.of(repository, ref, run == null ? null : "run " + run)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return new Actor(Actor.Kind.WORKLOAD, "workload:" + subject, name.isEmpty() ? subject : name);
    }

    private static @Nullable String first(Map<String, Object> claims, String... names) {
        return Stream.of(names)
                .map(claims::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(value -> cut(String.valueOf(value)))
                .orElse(null);
    }

    private static String cut(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(line.length(), LONGEST));
    }
}
