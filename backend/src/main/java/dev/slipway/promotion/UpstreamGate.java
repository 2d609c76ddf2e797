package dev.slipway.promotion;

import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Protection;
import dev.slipway.job.spi.Gate;
import dev.slipway.target.PlacementKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** What the gates that look upstream have in common: which releases they judge, and the recorded exception. */
@Component
class UpstreamGate {

    private final TrackRecords records;
    private final Promotions promotions;

    UpstreamGate(TrackRecords records, Promotions promotions) {
        this.records = records;
        this.promotions = promotions;
    }

    /** How a release is judged. */
    interface Rule {

        Judgement judge(TrackRecord record);
    }

    /** One answer for each release that would change something. */
    List<Gate.Standing> ask(String gate, String title, Gate.Question question, Rule rule) {
        var exception = exception(question);
        var standings = Flux.fromIterable(question.changes())
                .filter(change -> change.version() != null)
                .concatMap(change -> records.of(
                        question.project(),
                        question.environment(),
                        change.placement().service(),
                        Objects.requireNonNull(change.version())))
                .map(rule::judge)
                .map(judgement -> standing(gate, title, judgement, exception, question))
                .collectList()
                .block();
        return standings == null ? List.of() : standings;
    }

    private Gate.Standing standing(
            String gate, String title, Judgement judgement, Optional<String> exception, Gate.Question question) {
        if (judgement.open()) {
            return Gate.Standing.open(gate, title, judgement.words());
        }
        if (exception.isPresent()) {
            return Gate.Standing.open(gate, title, judgement.words() + "; " + exception.get());
        }
        return Gate.Standing.closed(gate, title, judgement.words(), opening(judgement, question));
    }

    private static Gate.Opening opening(Judgement judgement, Gate.Question question) {
        return new Gate.Opening(
                judgement.opens(),
                judgement.opens() == null ? "a deployment to " + from(question.environment()) : null,
                "/projects/" + question.project() + "/promotions");
    }

    /** Counts only while the environment allows exceptions. */
    private Optional<String> exception(Gate.Question question) {
        return question.run()
                .filter(run -> question.environment().protection().hotfix())
                .flatMap(run -> promotions.ofJob(run.id()).blockOptional())
                .map(Promotion::asked)
                .filter(asked -> asked.hotfix() != null)
                .map(asked -> "exception of " + asked.by().name() + ": " + asked.hotfix());
    }

    static String from(Environment environment) {
        var word = environment.protection().verifiedUpstream() == Protection.Upstream.ALL ? " and " : " or ";
        return String.join(word, environment.promotesFrom());
    }

    static Protection.Upstream rule(Environment environment) {
        return Objects.requireNonNullElse(environment.protection().verifiedUpstream(), Protection.Upstream.ANY);
    }

    /** Where the release would go, for those who ask before there is a job. */
    static Gate.Change change(String project, String environment, Promotion.Item item) {
        return new Gate.Change(new PlacementKey(project, environment, item.service()), item.version());
    }
}
