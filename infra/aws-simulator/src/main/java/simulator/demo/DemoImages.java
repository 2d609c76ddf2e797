package simulator.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import simulator.ecr.ImageContent;
import simulator.ecr.Registry;
import simulator.ecr.Scan;
import simulator.ecs.Behaviour;
import simulator.ecs.Scripts;

/** Builds and pushes the images of every release, and says what each does when it runs. */
final class DemoImages {

    private final Registry registry;
    private final Scripts scripts;
    private final List<DemoRelease> releases = new ArrayList<>();

    DemoImages(Registry registry, Scripts scripts) {
        this.registry = registry;
        this.scripts = scripts;
    }

    List<DemoRelease> push() {
        for (var service : DemoService.ALL) {
            good(service, DemoRelease.FIRST, "The first version in production.");
            good(service, "1.1.0", "Good: smaller image, faster start.");
        }
        crashes();
        neverHealthy();
        failsToMigrate();
        isMissing();
        startsSlowly();
        hasVulnerabilities();
        isForAnotherPlatform();
        return List.copyOf(releases);
    }

    private void crashes() {
        var image = good(service("user-service"), "1.2.0", "Bad: ends at its start, for want of a setting.");
        scripts.script(
                image,
                Behaviour.exits(1, Duration.ofSeconds(2))
                        .printing(
                                "Starting gunicorn 23.0.0",
                                "Traceback (most recent call last):",
                                "  File \"/app/config/settings.py\", line 31, in <module>",
                                "django.core.exceptions.ImproperlyConfigured: Set the JWT_SIGNING_KEY environment"
                                        + " variable"));
    }

    private void neverHealthy() {
        var image = good(service("question-service"), "1.2.0", "Bad: runs, but answers /health with 503.");
        scripts.script(
                image,
                Behaviour.neverHealthy(503)
                        .printing(
                                "Starting gunicorn 23.0.0",
                                "Listening at: http://0.0.0.0:8001",
                                "WARNING health: redis at cache-new.peerprep.local:6379 is not reachable"));
    }

    private void failsToMigrate() {
        var service = service("history-service");
        var image = good(service, "1.2.0", "Bad: its migration fails, so it is never deployed.");
        scripts.command(
                image,
                "migrate",
                Behaviour.exits(1, Duration.ofSeconds(2))
                        .printing(
                                "Operations to perform: Apply all migrations: history",
                                "Running migrations:",
                                "  Applying history.0007_attempt_not_null...",
                                "django.db.utils.IntegrityError: column \"attempt\" of relation \"history_entry\""
                                        + " contains null values"));
    }

    private void isMissing() {
        var service = service("matching-service");
        var image = good(service, "1.2.0", "Bad: a lifecycle policy has removed its image from ECR.");
        registry.delete(service.name(), image);
    }

    private void startsSlowly() {
        var image = good(service("collaboration-service"), "1.2.0", "Good, but slow: it needs 25 seconds to start.");
        scripts.script(
                image,
                Behaviour.healthy()
                        .startingIn(Duration.ofSeconds(25))
                        .printing("Restoring 4,211 open documents", "This takes about 25 seconds"));
    }

    private void hasVulnerabilities() {
        var service = service("chat-service");
        var content = DemoRelease.content(service, "1.2.0").as("").with("CHAT_API_KEY", "sk-live-not-so-secret");
        var image =
                add(service, "1.2.0", content, "Doubtful: runs as root, carries a key and a critical vulnerability.");
        registry.scan(
                service.name(),
                image,
                Scan.finding(
                        registry.now(),
                        new Scan.Vulnerability(
                                "CVE-2026-21441",
                                "CRITICAL",
                                "urllib3",
                                "https://nvd.nist.gov/vuln/detail/CVE-2026-21441"),
                        new Scan.Vulnerability(
                                "CVE-2025-66418",
                                "HIGH",
                                "urllib3",
                                "https://nvd.nist.gov/vuln/detail/CVE-2025-66418")));
    }

    private void isForAnotherPlatform() {
        var service = service("frontend");
        add(
                service,
                "1.2.0",
                DemoRelease.content(service, "1.2.0").on("linux/arm64"),
                "Bad: built on a laptop without --platform linux/amd64.");
    }

    private String good(DemoService service, String version, String notes) {
        var image = add(service, version, DemoRelease.content(service, version), notes);
        scripts.script(
                image,
                Behaviour.healthy()
                        .printing("Starting " + service.name() + " " + version, "Listening on port " + service.port()));
        if (service.migrates()) {
            scripts.command(
                    image,
                    "migrate",
                    Behaviour.exits(0, Duration.ofSeconds(2))
                            .printing("Operations to perform: Apply all migrations", "  No migrations to apply."));
        }
        return image;
    }

    private String add(DemoService service, String version, ImageContent content, String notes) {
        var image = registry.push(service.name(), content, version);
        releases.add(new DemoRelease(service, version, DemoRelease.commit(service, version), image, notes));
        return image;
    }

    private static DemoService service(String name) {
        return DemoService.ALL.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
