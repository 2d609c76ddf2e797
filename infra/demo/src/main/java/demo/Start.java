package demo;

import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** What both services do first: read the release, check the configuration, open the visits. */
public record Start(Release release, Configuration configuration, Visits visits, Log log) {

    /** Ends the process with exit code 1 when something it cannot do without is missing. */
    public static Start of(String service, String... arguments) throws IOException {
        var log = new Log(Clock.systemUTC(), service);
        var release = Release.load();
        var configuration = new Configuration(System.getenv(), List.of(arguments));
        log.info(
                "starting",
                "version",
                release.version(),
                "commit",
                release.commit(),
                "pid",
                ProcessHandle.current().pid(),
                "java",
                Runtime.version().feature());
        var missing = configuration.missing(release.requires());
        if (!missing.isEmpty()) {
            log.error("cannot start: configuration key " + String.join(", ", missing) + " is not set (needed since "
                    + release.version() + ")");
            System.exit(1);
        }
        return new Start(release, configuration, visits(release, configuration, log), log);
    }

    private static Visits visits(Release release, Configuration configuration, Log log) {
        if (!release.keepsVisits()) {
            return new CountedInMemory();
        }
        var url = configuration.value("DATABASE_URL");
        if (url.isEmpty()) {
            log.error("cannot start: configuration key DATABASE_URL is not set");
            System.exit(1);
        }
        return new CountedInDatabase(url.orElseThrow());
    }
}
