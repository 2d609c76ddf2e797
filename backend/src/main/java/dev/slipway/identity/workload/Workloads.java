package dev.slipway.identity.workload;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.identity.Access;
import dev.slipway.identity.BearerTokens;
import dev.slipway.identity.Place;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Lets workloads in: with the token of their CI system each time, or with a short-lived one of the portal they got for it.
 * What they may is what the rules that trust them give at that moment.
 */
@Component
public class Workloads implements BearerTokens {

    /** With it, scanners for leaked secrets know what they found. */
    private static final String PREFIX = "slww_";

    static final Duration LIFETIME = Duration.ofMinutes(15);

    private final SignedTokens signed;
    private final TrustRules rules;
    private final Store store;
    private final TransactionalOperator transaction;
    private final Clock clock;

    /** Where it writes. */
    @Component
    record Store(DatabaseClient database, AuditLog audit) {}

    Workloads(SignedTokens signed, TrustRules rules, Store store, TransactionalOperator transaction, Clock clock) {
        this.signed = signed;
        this.rules = rules;
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A token of the portal for a workload.
     *
     * @param token shown once
     * @param places where it may act, in words
     */
    public record Exchanged(String token, Instant expiresAt, List<String> places) {}

    private record Trusted(Workload workload, List<TrustRule> rules) {}

    @Override
    public boolean recognize(String token) {
        return token.startsWith(PREFIX) || SignedTokens.looksLikeOne(token);
    }

    @Override
    public Mono<Access> access(String token) {
        return token.startsWith(PREFIX)
                ? stored(token)
                : trusted(token)
                        .flatMap(found -> rules.touch(found.rules())
                                .thenReturn(access(found.workload().actor(), found.rules())));
    }

    /** @throws WorkloadRefused if no rule trusts the token */
    public Mono<Exchanged> exchange(String token) {
        return trusted(token).flatMap(found -> kept(found).as(transaction::transactional));
    }

    private Mono<Trusted> trusted(String text) {
        return Mono.fromCallable(() -> SignedTokens.read(text))
                .flatMap(unproven -> rules.by(unproven.issuer())
                        .collectList()
                        .filter(found -> !found.isEmpty())
                        .switchIfEmpty(Mono.error(() -> new WorkloadRefused("no rule trusts its issuer")))
                        .flatMap(found -> signed.prove(unproven).map(claims -> {
                            var fitting = found.stream()
                                    .filter(rule -> rule.hindrance(claims).isEmpty())
                                    .toList();
                            if (fitting.isEmpty()) {
                                throw new WorkloadRefused(
                                        found.size() == 1
                                                ? found.getFirst()
                                                        .hindrance(claims)
                                                        .orElseThrow()
                                                : "no rule fits what it says");
                            }
                            return new Trusted(Workload.of(claims), fitting);
                        })));
    }

    private Mono<Exchanged> kept(Trusted found) {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        var token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var end = clock.instant().plus(LIFETIME);
        var actor = found.workload().actor();
        var places = found.rules().stream()
                .map(rule -> rule.place().told())
                .distinct()
                .toList();
        return store.database()
                .sql("delete from workload_token where expires_at < :now")
                .bind("now", clock.instant())
                .then()
                .then(store.database()
                        .sql("""
                            insert into workload_token (secret_hash, actor_id, actor_name, rules, expires_at)
                            values (:hash, :id, :name, :rules, :end)\
                            """)
                        .bind("hash", hash(token))
                        .bind("id", actor.id())
                        .bind("name", actor.name())
                        .bind("rules", found.rules().stream().map(TrustRule::id).toArray(Long[]::new))
                        .bind("end", end)
                        .then())
                .then(rules.touch(found.rules()))
                .then(store.audit()
                        .append(AuditEvent.of(
                                actor,
                                "workload.sign-in",
                                found.rules().getFirst().place().project(),
                                "workload " + found.workload().subject())))
                .thenReturn(new Exchanged(token, end, places));
    }

    private Mono<Access> stored(String token) {
        return store.database()
                .sql("select * from workload_token where secret_hash = :hash and expires_at > :now")
                .bind("hash", hash(token))
                .bind("now", clock.instant())
                .map(row -> {
                    if (!MessageDigest.isEqual(row.get("secret_hash", byte[].class), hash(token))) {
                        throw new IllegalStateException("The database answered with the row of another secret");
                    }
                    return new Kept(
                            new Actor(
                                    Actor.Kind.WORKLOAD,
                                    Objects.requireNonNull(row.get("actor_id", String.class)),
                                    Objects.requireNonNull(row.get("actor_name", String.class))),
                            Arrays.asList(Objects.requireNonNull(row.get("rules", Long[].class))));
                })
                .all()
                .singleOrEmpty()
                .flatMap(kept -> rules.named(kept.rules())
                        .collectList()
                        .filter(found -> !found.isEmpty())
                        .map(found -> access(kept.actor(), found)));
    }

    private record Kept(Actor actor, List<Long> rules) {}

    private static Access access(Actor actor, List<TrustRule> rules) {
        return new Access(actor, null, rules.stream().map(TrustRule::holding).toList(), Place.EVERYWHERE);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
