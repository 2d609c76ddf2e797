package dev.slipway.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Looks through the repository for what scanners of leaked secrets look for, by the forms their makers publish. */
class RepositorySecretsTest {

    private static final Map<String, Pattern> FORMS = new TreeMap<>(Map.of(
            "AWS access key",
            Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            "GitHub token",
            Pattern.compile("\\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82})\\b"),
            "GitLab token",
            Pattern.compile("\\bglpat-[A-Za-z0-9_-]{20}\\b"),
            "Slack token or webhook",
            Pattern.compile(
                    "\\bxox[abposr]-[0-9A-Za-z-]{20,}|hooks\\.slack\\.com/services/T[0-9A-Z]{8,}/B[0-9A-Z]{8,}/[0-9A-Za-z]{24}"),
            "Google key",
            Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}\\b"),
            "Stripe key",
            Pattern.compile("\\b[rs]k_live_[0-9A-Za-z]{24,}\\b"),
            "npm token",
            Pattern.compile("\\bnpm_[A-Za-z0-9]{36}\\b"),
            "private key",
            Pattern.compile("-----BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY-----\\s+[A-Za-z0-9+/=\\s]{64,}"),
            "token of this portal",
            Pattern.compile("\\bslww?_[0-9A-Za-z]{46}\\b"),
            "password in an address",
            Pattern.compile("\\b(?:https?|postgresql)://[^\\s/:@\"'<>{}$]+:[^\\s/:@\"'<>{}$]{12,}@")));

    /** Documentation of AWS gives this one to everybody. */
    private static final Set<String> KNOWN = Set.of("AKIAIOSFODNN7EXAMPLE");

    private static final Set<String> SKIPPED = Set.of(".git", "target", "node_modules", ".idea");
    private static final long LARGEST = 2_000_000;

    @Test
    void noFileOfTheRepositoryShouldHoldASecret() throws IOException {
        var found = new ArrayList<String>();
        for (var file : files(Path.of("..").toRealPath())) {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            FORMS.forEach((what, form) -> form.matcher(text)
                    .results()
                    .filter(match -> !KNOWN.contains(match.group()))
                    .forEach(match -> found.add(what + " in " + file)));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theFormsShouldFindWhatTheyAreFor() {
        assertThat(FORMS.values())
                .anyMatch(form -> form.matcher("key=AKIA" + "ABCDEFGHIJKLMNOP").find())
                .anyMatch(form -> form.matcher("ghp_" + "a1B2".repeat(9)).find())
                .anyMatch(form -> form.matcher("slw_" + "a".repeat(46)).find())
                .anyMatch(form -> form.matcher("postgresql://admin:" + "correct-horse-battery@db/x")
                        .find());
    }

    private static List<Path> files(Path root) throws IOException {
        var files = new ArrayList<Path>();
        try (var children = Files.list(root)) {
            for (var child : children.toList()) {
                if (Files.isSymbolicLink(child)
                        || SKIPPED.contains(child.getFileName().toString())) {
                    continue;
                }
                if (Files.isDirectory(child)) {
                    files.addAll(files(child));
                } else if (Files.size(child) <= LARGEST) {
                    files.add(child);
                }
            }
        }
        return files;
    }
}
