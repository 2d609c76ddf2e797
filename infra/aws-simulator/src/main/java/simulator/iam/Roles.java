package simulator.iam;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import simulator.Place;

/** The roles and users of an account and what they may do. */
public final class Roles {

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final Map<String, List<Statement>> users = new LinkedHashMap<>();

    public Roles(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Makes or replaces a role and returns its ARN. */
    public synchronized String role(String name, Trust trust, Statement... permissions) {
        var arn = place.globalArn("iam", "role/" + name);
        roles.put(arn, new Role(name, arn, trust, List.of(permissions), clock.instant()));
        return arn;
    }

    /** Makes or replaces a user and returns its ARN. */
    public synchronized String user(String name, Statement... permissions) {
        var arn = place.globalArn("iam", "user/" + name);
        users.put(arn, List.of(permissions));
        return arn;
    }

    public synchronized void deleteRole(String name) {
        roles.remove(place.globalArn("iam", "role/" + name));
    }

    /** Whether a service, such as {@code ecs-tasks.amazonaws.com}, may assume the role; false when there is no such role. */
    public synchronized boolean trusts(String roleArn, String service) {
        return role(roleArn)
                .map(role -> role.trust().services().contains(service))
                .orElse(false);
    }

    synchronized Optional<Role> role(String arn) {
        return Optional.ofNullable(roles.get(arn));
    }

    synchronized Optional<Role> roleNamed(String name) {
        return role(place.globalArn("iam", "role/" + name));
    }

    /** Of a role, a session of a role, or a user. */
    synchronized Optional<Permissions> of(String principal) {
        if (users.containsKey(principal)) {
            return Optional.of(new Permissions(users.get(principal)));
        }
        return role(roleArn(principal)).map(role -> new Permissions(role.permissions()));
    }

    public String account() {
        return place.account();
    }

    private static String roleArn(String principal) {
        return principal.contains(":assumed-role/")
                ? principal.replace(":sts:", ":iam:").replaceFirst(":assumed-role/([^/]+)/.*", ":role/$1")
                : principal;
    }
}
