package dev.slipway.job;

import dev.slipway.job.spi.Gate;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Refuses a job whose release was blocked between the request and its start. */
@Component
class UnblockedReleases implements Gate {

    private static final String NAME = "unblocked";

    private final Releases releases;

    UnblockedReleases(Releases releases) {
        this.releases = releases;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Says nothing of good releases, which are the rule. */
    @Override
    public List<Standing> ask(Question question) {
        var standings = Flux.fromIterable(question.changes())
                .filter(change -> change.version() != null)
                .concatMap(change -> releases.find(
                        question.project(), change.placement().service(), String.valueOf(change.version())))
                .filter(release -> release.blocked() != null)
                .map(release -> Standing.refused(NAME, "Release not blocked", told(release)))
                .collectList()
                .block();
        return standings == null ? List.of() : standings;
    }

    static String told(Release release) {
        return "Release " + release.service() + " " + release.version() + " is blocked: " + release.blocked();
    }
}
