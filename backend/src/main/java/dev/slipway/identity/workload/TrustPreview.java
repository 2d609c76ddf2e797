package dev.slipway.identity.workload;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.identity.Permission;
import dev.slipway.identity.workload.SignedTokens.Unproven;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Says what a run of a CI system would get from a project's rules, and why not more; it lets nobody in. */
@Component
public class TrustPreview {

    private static final int LONGEST = 16 * 1024;
    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    private final TrustRules rules;
    private final SignedTokens signed;
    private final JsonMapper json;

    TrustPreview(TrustRules rules, SignedTokens signed, JsonMapper json) {
        this.rules = rules;
        this.signed = signed;
        this.json = json;
    }

    /**
     * One rule, and each thing that it asks for.
     *
     * @param hindrance why it lets the run do nothing, in words; null when it fits
     */
    public record Tried(
            TrustRule rule,
            List<ClaimCheck> checks,
            @Nullable String hindrance) {

        @JsonProperty
        public boolean fits() {
            return hindrance == null;
        }

        long lacking() {
            return checks.stream().filter(check -> !check.fits()).count();
        }
    }

    /**
     * What came of it.
     *
     * @param run as the audit log would name it
     * @param signature {@code proven}, why it is not, or null when there were only claims
     * @param rules those that fit first, then those that nearly do
     */
    public record Result(String run, @Nullable String signature, List<Tried> rules) {

        static final String PROVEN = "proven";

        public boolean proven() {
            return PROVEN.equals(signature);
        }

        /** Whether a token that says this is let in; of claims alone it is taken that they will be signed. */
        @JsonProperty
        public boolean admitted() {
            return (signature == null || proven()) && fitting();
        }

        /** Whether there is a rule that fits what it says. */
        public boolean fitting() {
            return rules.stream().anyMatch(Tried::fits);
        }

        /** As people read it after "may". */
        public Set<String> words() {
            return may().stream().map(Permission::verb).collect(Collectors.toCollection(LinkedHashSet::new));
        }

        /** What the rules that fit let the run do, wherever each of them reaches. */
        @JsonProperty
        public Set<Permission> may() {
            var all = new TreeSet<Permission>();
            rules.stream()
                    .filter(Tried::fits)
                    .forEach(tried -> all.addAll(tried.rule().permissions()));
            return all;
        }
    }

    /** @param text claims as a JSON object, or a whole token */
    public Mono<Result> of(String project, String text) {
        return Mono.defer(() -> {
            var given = text.strip().replaceFirst("(?i)^bearer\\s+", "");
            return rules.of(project)
                    .collectList()
                    .flatMap(all -> SignedTokens.looksLikeOne(given)
                            ? token(given, all)
                            : Mono.just(result(claims(given), null, all)));
        });
    }

    /** Claims that were read already. */
    public Mono<Result> of(String project, Map<String, Object> claims) {
        return claims.isEmpty()
                ? Mono.error(() -> wrong("it says nothing"))
                : rules.of(project).collectList().map(all -> result(claims, null, all));
    }

    /** Keys are asked for only of an issuer that a rule of the project names. */
    private Mono<Result> token(String text, List<TrustRule> all) {
        Unproven token;
        try {
            token = SignedTokens.read(text);
        } catch (WorkloadRefused refused) {
            return Mono.error(wrong(refused.why()));
        }
        var claims = token.claims().toJSONObject();
        if (all.stream().noneMatch(rule -> rule.issuer().equals(token.issuer()))) {
            return Mono.just(result(claims, "no rule of this project names its issuer", all));
        }
        return signed.prove(token)
                .map(proven -> result(proven, Result.PROVEN, all))
                .onErrorResume(WorkloadRefused.class, refused -> Mono.just(result(claims, refused.why(), all)));
    }

    private static Result result(Map<String, Object> claims, @Nullable String signature, List<TrustRule> all) {
        var tried = all.stream()
                .map(rule -> new Tried(
                        rule, rule.checks(claims), rule.hindrance(claims).orElse(null)))
                .sorted(Comparator.comparingLong(Tried::lacking))
                .toList();
        return new Result(Workload.of(claims).actor().name(), signature, tried);
    }

    private Map<String, Object> claims(String text) {
        if (text.length() > LONGEST) {
            throw wrong("it is longer than " + LONGEST + " characters");
        }
        try {
            var claims = json.readValue(text, CLAIMS);
            if (claims == null || claims.isEmpty()) {
                throw wrong("it says nothing");
            }
            return claims;
        } catch (JacksonException e) {
            throw wrong("it is neither");
        }
    }

    private static InvalidInput wrong(String why) {
        return new InvalidInput(
                "What the run says cannot be read: " + why + ".",
                new FieldProblem(
                        "claims",
                        "must be a JSON object such as {\"iss\": \"https://gitlab.com\", …}, or a token that begins"
                                + " with ey",
                        "Paste the claims, or the token, of a run."));
    }
}
