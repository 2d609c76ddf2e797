package simulator.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import simulator.Api;
import simulator.Caller;
import simulator.Fault;

/** Which calls a fault strikes and how; it holds from the verb that says what happens until {@link #end()}. */
public final class FaultRule {

    private final List<FaultRule> rules;
    private final InstantSource clock;
    private final @Nullable Api api;
    private final @Nullable String operation;

    private BiFunction<Api, String, Effect> effect = (struck, name) -> new Effect.Disconnect();
    private @Nullable String account;
    private @Nullable Instant until;
    private int spared;
    private int every = 1;
    private int left = Integer.MAX_VALUE;
    private Runnable told = () -> {};
    private long seen;

    FaultRule(List<FaultRule> rules, InstantSource clock, @Nullable Api api, @Nullable String operation) {
        this.rules = rules;
        this.clock = clock;
        this.api = api;
        this.operation = operation;
    }

    /** Strikes only callers of this account. */
    public FaultRule of(String account) {
        this.account = account;
        return this;
    }

    /** Strikes so many calls and no more. */
    public FaultRule times(int count) {
        left = count;
        return this;
    }

    /** Lets the first calls pass. */
    public FaultRule after(int count) {
        spared = count;
        return this;
    }

    /** Strikes each {@code nth} call only. */
    public FaultRule every(int nth) {
        every = nth;
        return this;
    }

    /** Strikes for so long of simulated time. */
    public FaultRule during(Duration duration) {
        until = clock.instant().plus(duration);
        return this;
    }

    /** Tells of each call it strikes, before anything becomes of that call. */
    public FaultRule telling(Runnable deed) {
        told = deed;
        return this;
    }

    public FaultRule throttled() {
        return begin((struck, name) -> new Effect.Answer(Refusals.throttled(struck)));
    }

    /** 503 with a page that is no AWS error, as a broken front gives. */
    public FaultRule unavailable() {
        return begin((struck, name) -> new Effect.Answer(
                new Fault("ServiceUnavailable", 503, "Service Unavailable. Please try again later.")));
    }

    public FaultRule internalError() {
        return begin((struck, name) -> new Effect.Answer(Refusals.internalError(struck)));
    }

    public FaultRule unreachable() {
        return begin((struck, name) -> new Effect.Disconnect());
    }

    /** The call takes effect, its answer never arrives. */
    public FaultRule answerLost() {
        return begin((struck, name) -> new Effect.LoseAnswer());
    }

    /** The call takes so much longer, of real time. */
    public FaultRule slow(Duration duration) {
        return begin((struck, name) -> new Effect.Delay(duration));
    }

    public FaultRule expiredCredentials() {
        return begin((struck, name) -> new Effect.Answer(Refusals.expired(struck)));
    }

    public FaultRule denied() {
        return begin((struck, name) -> new Effect.Answer(Refusals.denied(struck, name)));
    }

    public FaultRule answers(Fault fault) {
        return begin((struck, name) -> new Effect.Answer(fault));
    }

    /** Ends this fault. */
    public void end() {
        rules.remove(this);
    }

    private FaultRule begin(BiFunction<Api, String, Effect> begun) {
        effect = begun;
        rules.add(this);
        return this;
    }

    synchronized Optional<Effect> strike(Api struck, String name, Caller caller) {
        if (!concerns(struck, name, caller) || left == 0) {
            return Optional.empty();
        }
        seen++;
        if (seen <= spared || (seen - spared - 1) % every != 0) {
            return Optional.empty();
        }
        left--;
        told.run();
        return Optional.of(effect.apply(struck, name));
    }

    private boolean concerns(Api struck, String name, Caller caller) {
        return (api == null || api == struck)
                && (operation == null || operation.equals(name))
                && (account == null || account.equals(caller.place().account()))
                && (until == null || clock.instant().isBefore(until));
    }
}
