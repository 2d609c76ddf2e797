package dev.slipway.job;

import dev.slipway.job.spi.Gate;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Refuses a job whose release was blocked between the request and its start. */
@Component
class UnblockedReleases implements Gate {

    private final Releases releases;

    UnblockedReleases(Releases releases) {
        this.releases = releases;
    }

    @Override
    public String name() {
        return "unblocked release";
    }

    @Override
    public Answer ask(Question question) {
        var blocked = Flux.fromIterable(question.releases().entrySet())
                .concatMap(e -> releases.find(question.project(), e.getKey().service(), e.getValue()))
                .filter(release -> release.blocked() != null)
                .next()
                .blockOptional();
        return blocked.<Answer>map(release -> new Answer.Refused(told(release))).orElseGet(Answer.Open::new);
    }

    static String told(Release release) {
        return "Release " + release.service() + " " + release.version() + " is blocked: " + release.blocked();
    }
}
