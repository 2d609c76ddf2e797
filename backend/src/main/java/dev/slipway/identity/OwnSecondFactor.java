package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditLog;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How people get a second factor and give it up; administrators can take it from somebody who lost theirs. */
@Component
public class OwnSecondFactor {

    private static final int RECOVERY_CODES = 10;
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecondFactors factors;
    private final SignInThrottle throttle;
    private final AuditLog audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    OwnSecondFactor(
            SecondFactors factors,
            SignInThrottle throttle,
            AuditLog audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.factors = factors;
        this.throttle = throttle;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What an app needs.
     *
     * @param key to type by hand
     * @param address to show as a QR code
     */
    public record Setup(String key, String address) {}

    public Mono<Boolean> has(String userName) {
        return factors.has(userName);
    }

    /** Who has one that counts. */
    public Mono<Set<String>> owners() {
        return factors.owners().collect(Collectors.toSet());
    }

    public Mono<Long> recoveryCodesLeft(String userName) {
        return factors.recoveryCodesLeft(userName);
    }

    /** A new secret, which counts once it is confirmed. */
    public Mono<Setup> prepare(Access who) {
        return Mono.defer(() -> {
            var userName = OwnAccount.person(who).id();
            var totp = Totp.random();
            return factors.prepare(userName, totp)
                    .flatMap(made -> made
                            ? Mono.just(setup(userName, totp))
                            : Mono.error(new Conflict("You have a second factor. Remove it first to set up another.")));
        });
    }

    /** Makes it count, if the code shows that the app has the secret; gives the recovery codes, now or never. */
    public Mono<List<String>> confirm(Access who, String code) {
        return Mono.defer(() -> {
            var actor = OwnAccount.person(who);
            var codes = IntStream.range(0, RECOVERY_CODES)
                    .mapToObj(_ -> recoveryCode())
                    .toList();
            return factors.find(actor.id())
                    .flatMap(totp -> Mono.justOrEmpty(totp.stepOf(code.replaceAll("\\s", ""), clock.instant()).stream()
                            .boxed()
                            .findFirst()))
                    .switchIfEmpty(Mono.error(OwnSecondFactor::wrong))
                    .flatMap(step -> factors.confirm(actor.id(), step))
                    .filter(confirmed -> confirmed)
                    .switchIfEmpty(Mono.error(() -> new Conflict("You have a second factor already.")))
                    .flatMap(_ -> factors.addRecoveryCodes(actor.id(), codes))
                    .then(audit.append(People.event(actor, "person.add-second-factor", actor.id())))
                    .thenReturn(codes)
                    .as(transaction::transactional);
        });
    }

    /** Takes a code of the app, or a recovery code. */
    public Mono<Void> remove(Access who, String code, ServerWebExchange exchange) {
        return Mono.defer(() -> {
            var actor = OwnAccount.person(who);
            return throttle.begin("second factor of " + actor.id(), SignInThrottle.addressOf(exchange))
                    .flatMap(wait -> wait.isPresent()
                            ? Mono.error(new Conflict("Too many wrong codes. Try again at " + wait.get() + "."))
                            : factors.use(actor.id(), code))
                    .filter(right -> right)
                    .switchIfEmpty(Mono.error(OwnSecondFactor::wrong))
                    .then(take(actor.id(), actor));
        });
    }

    /** For somebody who lost app and recovery codes; their password alone is enough from then on. */
    public Mono<Void> take(String userName, Actor actor) {
        return factors.remove(userName)
                .filter(removed -> removed)
                .flatMap(_ -> audit.append(People.event(actor, "person.remove-second-factor", userName)))
                .as(transaction::transactional);
    }

    private static InvalidInput wrong() {
        return new InvalidInput(
                "The code is not right.",
                new FieldProblem("code", "must be the code the app shows now", "Check the clock of your telephone."));
    }

    /** The form that authenticator apps read: https://github.com/google/google-authenticator/wiki/Key-Uri-Format. */
    private static Setup setup(String userName, Totp totp) {
        var label = URLEncoder.encode(userName, StandardCharsets.UTF_8).replace("+", "%20");
        var key = totp.base32();
        return new Setup(key, "otpauth://totp/Slipway:" + label + "?secret=" + key + "&issuer=Slipway");
    }

    private static String recoveryCode() {
        return Stream.generate(() -> IntStream.range(0, 4)
                        .mapToObj(_ -> String.valueOf(LETTERS.charAt(RANDOM.nextInt(LETTERS.length()))))
                        .collect(Collectors.joining()))
                .limit(4)
                .collect(Collectors.joining("-"));
    }
}
