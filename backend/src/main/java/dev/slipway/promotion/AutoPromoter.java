package dev.slipway.promotion;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.promotion.PromotionRequest.Terms;
import dev.slipway.promotion.PromotionRequest.Wish;
import dev.slipway.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Promotes to an environment what is verified and has soaked where it comes from. Runs on one replica at a time; the key of
 * each request makes sure that nothing is promoted twice.
 */
@Component
class AutoPromoter implements Work {

    /** Jobs that end upstream wake it; this is the guarantee. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final StoredAutoPromotions settings;
    private final HandWork handWork;
    private final Candidates candidates;
    private final PromotionControl control;
    private final Premises premises;

    /** Where it happens, and when. */
    @Component
    record Premises(Catalog catalog, Clock clock) {}

    AutoPromoter(
            StoredAutoPromotions settings,
            HandWork handWork,
            Candidates candidates,
            PromotionControl control,
            Premises premises) {
        this.settings = settings;
        this.handWork = handWork;
        this.candidates = candidates;
        this.control = control;
        this.premises = premises;
    }

    @Override
    public String kind() {
        return StoredAutoPromotions.KIND;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var slash = id.indexOf('/');
        var project = id.substring(0, slash);
        var environment = id.substring(slash + 1);
        var auto = settings.find(project, environment).blockOptional();
        if (auto.isEmpty()) {
            return new Outcome.Done(); // it does not promote by itself any more
        }
        var now = Instant.ofEpochMilli(premises.clock().millis());
        if (auto.get().paused()) {
            return new Outcome.Again(now.plus(LOOK_AGAIN));
        }
        var seen = handWork.since(project, environment);
        if (seen.wentBack().isPresent()) {
            settings.pause(project, environment, seen.wentBack().get(), Actor.SYSTEM)
                    .block();
            return new Outcome.Again(now.plus(LOOK_AGAIN));
        }
        var note = promote(project, auto.get(), now);
        settings.look(project, environment, seen.upTo(), note).block();
        return new Outcome.Again(now.plus(LOOK_AGAIN));
    }

    private @Nullable String promote(String project, AutoPromotion auto, Instant now) {
        var target = premises.catalog()
                .project(project)
                .blockOptional()
                .flatMap(found -> found.environment(auto.environment()));
        var notes = new ArrayList<String>();
        for (var candidate : target.map(at -> candidates.of(project, at, now)).orElse(List.of())) {
            switch (candidate) {
                case Candidates.Candidate.Ready ready ->
                    request(project, auto, ready).ifPresent(notes::add);
                case Candidates.Candidate.NotYet notYet -> notes.add(notYet.why());
            }
        }
        return notes.isEmpty() ? null : String.join("; ", notes);
    }

    /** What keeps it from being requested. */
    private Optional<String> request(String project, AutoPromotion auto, Candidates.Candidate.Ready ready) {
        var terms = new Terms(
                auto.pipeline(),
                null,
                null,
                "by itself, because it is verified in " + ready.from(),
                "auto/" + auto.environment() + "/" + ready.service() + "/" + ready.version() + "/" + ready.proof());
        var request = new PromotionRequest(
                project,
                ready.from(),
                auto.environment(),
                List.of(new Wish(ready.service(), ready.version())),
                terms,
                Actor.SYSTEM);
        try {
            control.request(request).block();
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(ready.service() + " " + ready.version() + " is not promoted: " + e.getMessage());
        }
    }
}
