package simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import simulator.fault.Refusals;

/** The credentials the simulated cloud has issued, and whose they are. */
public final class Sessions {

    /** The account of credentials that were not issued here. */
    public static final String DEFAULT_ACCOUNT = "123456789012";

    private final InstantSource clock;
    private final Map<String, Owner> owners = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();

    public Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /** Long-lived keys of a user. */
    public Keys user(String account, String name) {
        var number = issued.incrementAndGet();
        var key = "AKIASIM%013d".formatted(number);
        owners.put(key, new Owner(account, "arn:aws:iam::" + account + ":user/" + name, Instant.MAX));
        return new Keys(key, "simulated-secret-" + number, null);
    }

    /** Keys of a session of a role, as STS issues them; answered as expired from {@code until} on. */
    public Keys assumedRole(String roleArn, String sessionName, Instant until) {
        var number = issued.incrementAndGet();
        var key = "ASIASIM%013d".formatted(number);
        var account = roleArn.split(":")[4];
        var role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        owners.put(
                key,
                new Owner(account, "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + sessionName, until));
        return new Keys(key, "simulated-secret-" + number, "simulated-token-" + number);
    }

    /** Ends every session of a role that was issued so far; its keys are answered as expired from now on. */
    public void expire() {
        owners.replaceAll((key, owner) -> key.startsWith("ASIA") ? owner.ending(clock.instant()) : owner);
    }

    /** Whose keys these are; keys that were not issued here are a user's of {@link #DEFAULT_ACCOUNT}. */
    public Caller caller(Api api, String accessKey, String region) {
        var owner = owners.get(accessKey);
        if (owner == null) {
            return new Caller(
                    new Place(DEFAULT_ACCOUNT, region), accessKey, "arn:aws:iam::" + DEFAULT_ACCOUNT + ":user/slipway");
        }
        if (!clock.instant().isBefore(owner.until())) {
            throw Refusals.expired(api);
        }
        return new Caller(new Place(owner.account(), region), accessKey, owner.principal());
    }

    private record Owner(String account, String principal, Instant until) {

        Owner ending(Instant now) {
            return new Owner(account, principal, now);
        }
    }

    /**
     * Credentials as AWS issues them.
     *
     * @param sessionToken of a role's session only
     */
    public record Keys(
            String accessKey, String secretKey, @Nullable String sessionToken) {}
}
