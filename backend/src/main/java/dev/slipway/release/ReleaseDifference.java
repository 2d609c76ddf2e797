package dev.slipway.release;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.web.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In what two releases of one version differ. Where bytes were taken from does not count. */
final class ReleaseDifference {

    private static final String REMEDY = "Register the other content under another version";

    private ReleaseDifference() {}

    static List<FieldProblem> between(Release there, Release wanted) {
        var problems = new ArrayList<FieldProblem>();
        compare(problems, "artifacts", artifacts(there), artifacts(wanted));
        compare(problems, "commit", there.commit(), wanted.commit());
        compare(problems, "buildLink", there.buildLink(), wanted.buildLink());
        compare(
                problems,
                "labels",
                new TreeMap<>(there.labels()).toString(),
                new TreeMap<>(wanted.labels()).toString());
        compare(problems, "notes", there.notes(), wanted.notes());
        return problems;
    }

    private static void compare(
            List<FieldProblem> problems, String field, @Nullable String there, @Nullable String wanted) {
        if (!Objects.equals(there, wanted)) {
            problems.add(new FieldProblem(
                    field,
                    "It is %s there, not %s"
                            .formatted(there == null ? "empty" : there, wanted == null ? "empty" : wanted),
                    REMEDY));
        }
    }

    private static String artifacts(Release release) {
        return release.artifacts().stream()
                .collect(Collectors.toMap(ArtifactReference::name, a -> a, (a, b) -> a, TreeMap::new))
                .entrySet()
                .stream()
                .map(Map.Entry::getValue)
                .map(a -> a.name() + " (" + a.kind().name().toLowerCase(java.util.Locale.ROOT) + ") " + a.digest())
                .collect(Collectors.joining(", "));
    }
}
