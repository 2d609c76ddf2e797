package simulator.iam;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import simulator.Caller;
import simulator.Fault;
import simulator.Sessions;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** STS's calls over the {@link Roles} of every account (query protocol, version 2011-06-15). */
public final class StsApi {

    private static final int DEFAULT_SECONDS = 3600;
    private static final int SHORTEST = 900;
    private static final int LONGEST = 3600;

    private final Function<String, Optional<Roles>> rolesOfAccount;
    private final Sessions sessions;
    private final InstantSource clock;

    public StsApi(Function<String, Optional<Roles>> rolesOfAccount, Sessions sessions, InstantSource clock) {
        this.rolesOfAccount = rolesOfAccount;
        this.sessions = sessions;
        this.clock = clock;
    }

    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request, Caller caller) {
        return GetCallerIdentityResponse.builder()
                .account(caller.place().account())
                .arn(caller.principal())
                .userId("AIDA"
                        + "%016X"
                                .formatted(Integer.toUnsignedLong(
                                        caller.principal().hashCode())))
                .build();
    }

    public AssumeRoleResponse assumeRole(AssumeRoleRequest request, Caller caller) {
        var seconds = request.durationSeconds() == null ? DEFAULT_SECONDS : request.durationSeconds();
        if (seconds < SHORTEST || seconds > LONGEST) {
            throw new Fault(
                    "ValidationError",
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        var account = request.roleArn().split(":")[4];
        // AWS does not tell whether the role is not there or does not trust the caller.
        var role = rolesOfAccount
                .apply(account)
                .flatMap(roles -> roles.role(request.roleArn()))
                .filter(found -> found.trust().allows(caller.principal(), request.externalId()))
                .orElseThrow(() -> new Fault(
                        "AccessDenied",
                        403,
                        "User: " + caller.principal() + " is not authorized to perform: sts:AssumeRole on resource: "
                                + request.roleArn()));
        var principal = "arn:aws:sts::" + account + ":assumed-role/" + role.name() + "/" + request.roleSessionName();
        var until = clock.instant().plusSeconds(seconds);
        var keys = sessions.assumedRole(role.arn(), request.roleSessionName(), until);
        return AssumeRoleResponse.builder()
                .credentials(credentials -> credentials
                        .accessKeyId(keys.accessKey())
                        .secretAccessKey(keys.secretKey())
                        .sessionToken(keys.sessionToken())
                        .expiration(until))
                .assumedRoleUser(user -> user.arn(principal).assumedRoleId(role.id() + ":" + request.roleSessionName()))
                .build();
    }
}
