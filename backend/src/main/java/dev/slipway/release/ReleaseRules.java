package dev.slipway.release;

import dev.slipway.artifact.ArtifactReference.Kind;
import dev.slipway.release.NewRelease.NewArtifact;
import dev.slipway.web.FieldProblem;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a release must be like, apart from its bytes. */
final class ReleaseRules {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int MOST_LABELS = 50;
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_NOTES = 20_000;

    private final List<FieldProblem> problems = new ArrayList<>();

    private ReleaseRules() {}

    static List<FieldProblem> check(NewRelease release) {
        var rules = new ReleaseRules();
        rules.version(release.version());
        rules.artifacts(release.artifacts());
        rules.shortText("commit", release.commit(), LONGEST_TEXT);
        rules.shortText("notes", release.notes(), LONGEST_NOTES);
        rules.link(release.buildLink());
        rules.labels(release.labels());
        return rules.problems;
    }

    private void version(String version) {
        if (!VERSION.matcher(version).matches()) {
            add(
                    "version",
                    "A version must be 1 to 100 letters, digits and . _ + -, beginning with a letter or digit",
                    "Write it as in 1.4.2");
        }
    }

    private void artifacts(List<NewArtifact> artifacts) {
        if (artifacts.isEmpty()) {
            add("artifacts", "A release must have at least one artifact", "Upload one, or name its file");
        }
        var names = new HashSet<String>();
        for (var i = 0; i < artifacts.size(); i++) {
            var artifact = artifacts.get(i);
            var field = "artifacts." + i;
            if (!NAME.matcher(artifact.name()).matches()) {
                add(
                        field + ".name",
                        "An artifact's name must be lower-case letters, digits and '-'",
                        "Name it as in app");
            } else if (!names.add(artifact.name())) {
                add(field + ".name", "An artifact's name must be unique in the release", "Give it another name");
            }
            if (artifact.kind() == Kind.IMAGE
                    && (artifact.location() == null || artifact.location().isBlank())) {
                add(
                        field + ".location",
                        "An image must have its repository",
                        "Write it as in registry.example/team/web");
            }
            if (artifact.kind() == Kind.IMAGE && artifact.path() != null) {
                add(field + ".path", "An image has no path", "Give its repository as location");
            }
        }
    }

    private void link(@Nullable String link) {
        if (link == null) {
            return;
        }
        shortText("buildLink", link, 2_000);
        try {
            var scheme = new URI(link).getScheme();
            if ("http".equals(scheme) || "https".equals(scheme)) {
                return;
            }
        } catch (java.net.URISyntaxException e) {
            // said below, as for a link of another scheme
        }
        add("buildLink", "A build link must be an http or https address", "Copy it from the build's page");
    }

    private void labels(Map<String, String> labels) {
        if (labels.size() > MOST_LABELS) {
            add("labels", "A release must have at most %d labels".formatted(MOST_LABELS), "Leave some out");
        }
        labels.forEach((key, value) -> {
            if (key.isBlank()) {
                add("labels", "A label must have a name", "Write name=value");
            }
            shortText("labels." + key, key, LONGEST_TEXT);
            shortText("labels." + key, value, LONGEST_TEXT);
        });
    }

    private void shortText(String field, @Nullable String text, int longest) {
        if (text != null && text.length() > longest) {
            add(field, "It must have at most %,d characters".formatted(longest), "Shorten it");
        }
        if (text != null && text.indexOf('\0') >= 0) {
            add(field, "It must not hold the character NUL", "Remove it");
        }
    }

    private void add(String field, String rule, String remedy) {
        problems.add(new FieldProblem(field, rule, remedy));
    }
}
