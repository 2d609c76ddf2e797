package dev.slipway.catalog.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.target.Fact;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.Targets;
import dev.slipway.target.TellsMore;
import dev.slipway.web.NotFound;
import dev.slipway.web.Waiting;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** What the target of a placement knows besides its state; asked only when somebody looks. */
@Controller
class MorePages {

    private final Catalog catalog;
    private final Targets targets;

    MorePages(Catalog catalog, Targets targets) {
        this.catalog = catalog;
        this.targets = targets;
    }

    @GetMapping("/projects/{project}/services/{service}/{environment}/more")
    @Requires(Permission.VIEW)
    Mono<Rendering> more(@PathVariable String project, @PathVariable String service, @PathVariable String environment) {
        var key = new PlacementKey(project, environment, service);
        return catalog.placement(key)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no placement " + key + ".")))
                .flatMap(placement -> Waiting.call(() -> ask(placement)))
                .map(more -> Rendering.view("catalog/more :: more")
                        .modelAttribute("more", more)
                        .build());
    }

    /**
     * What was told.
     *
     * @param trouble why nothing was; empty when it was
     */
    record More(List<MoreFact> facts, String trouble) {}

    private More ask(Placement placement) {
        try {
            if (targets.get(placement.target()) instanceof TellsMore target) {
                var facts = target.more(placement.key(), placement.settings());
                return new More(
                        facts.stream().map(MoreFact::of).toList(),
                        facts.isEmpty() ? "Nothing runs there yet; the first deployment makes it." : "");
            }
            return new More(List.of(), "This target has nothing more to tell.");
        } catch (TargetUnavailable e) {
            return new More(List.of(), "The target cannot be asked: " + e.getMessage());
        }
    }

    /** A fact as the page shows it: a shape and a word for what it means. */
    record MoreFact(String kind, String word, Fact fact) {

        static MoreFact of(Fact fact) {
            return switch (fact.tone()) {
                case NEUTRAL -> new MoreFact("idle", "so it is", fact);
                case GOOD -> new MoreFact("ok", "good", fact);
                case WARN -> new MoreFact("warn", "take care", fact);
                case BAD -> new MoreFact("bad", "bad", fact);
                case UNKNOWN -> new MoreFact("unk", "unknown", fact);
            };
        }
    }
}
