package dev.slipway.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes passwords with argon2id. At most two at a time, off the event loop, since each takes 16 MiB and tens of
 * milliseconds of a core; what does not fit in the queue is rejected, so that a flood of sign-ins cannot take the memory.
 */
@Component
class Passwords {

    private final PasswordEncoder encoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final Scheduler scheduler = Schedulers.newBoundedElastic(2, 100, "password", 60, true);
    private final Mono<String> nobodysHash = Mono.fromCallable(
                    () -> encode(Secret.random().value()))
            .subscribeOn(scheduler)
            .cache();

    Mono<String> hash(String password) {
        return Mono.fromCallable(() -> encode(password)).subscribeOn(scheduler);
    }

    /** Takes as long for a person who does not exist or has no password, so that time tells nothing. */
    Mono<Boolean> matches(String password, @Nullable String hash) {
        return (hash == null ? nobodysHash : Mono.just(hash))
                .publishOn(scheduler)
                .map(against -> encoder.matches(password, against) && hash != null);
    }

    private String encode(String password) {
        var hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("argon2 gives no hash");
        }
        return hash;
    }
}
