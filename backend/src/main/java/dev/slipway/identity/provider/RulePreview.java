package dev.slipway.identity.provider;

import dev.slipway.identity.Role;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Says what the rules would give somebody, without letting anybody in. */
@Component
public class RulePreview {

    private final Providers providers;
    private final RuleBook book;

    RulePreview(Providers providers, RuleBook book) {
        this.providers = providers;
        this.book = book;
    }

    /**
     * What somebody would get at their next sign-in.
     *
     * @param admitted whether they would come in at all
     * @param role the highest that the rules give, with what gives it
     * @param groups keys of the portal's groups, each with what gives it
     * @param version of the rules; absent for rules that were only tried
     */
    public record Preview(
            boolean admitted,
            @Nullable Role role,
            List<String> because,
            Map<String, List<String>> groups,
            @Nullable Integer version) {}

    /**
     * Tries rules on somebody made up.
     *
     * @param groups theirs at the provider
     * @param draft rules to try; absent: those that hold
     */
    public Mono<Preview> of(
            String provider, List<String> groups, Map<String, Object> claims, @Nullable List<Rule> draft) {
        var at = providers.all().stream()
                .filter(known -> known.id().equals(provider))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "There is nothing to preview.",
                        new FieldProblem("provider", "must be one of SLIPWAY_PROVIDERS", "Choose one.")));
        var person = new Person(at.issuer(), "preview", null, "Preview", null, groups, claims);
        return draft == null
                ? book.current().map(version -> preview(at, person, version.rules(), version.version()))
                : Mono.just(preview(at, person, draft, null));
    }

    private static Preview preview(Provider at, Person person, List<Rule> rules, @Nullable Integer version) {
        var admission = Admission.of(at, person, rules);
        return new Preview(
                admission.admits(), admission.role().orElse(null), admission.because(), admission.groups(), version);
    }
}
