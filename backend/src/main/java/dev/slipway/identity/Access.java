package dev.slipway.identity;

import dev.slipway.audit.Actor;
import dev.slipway.web.Forbidden;
import dev.slipway.web.NotFound;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Who asks, what they may do and where; templates know it as {@code access}.
 *
 * @param actor the person, token or workload, absent before sign-in
 * @param owner user name of the person, or of the token's owner
 * @param holdings all that was granted
 * @param here what the request is about
 */
public record Access(@Nullable Actor actor, @Nullable String owner, List<Holding> holdings, Place here) {

    /** Attribute of an exchange: the {@link Place} of its address. */
    static final String HERE = Access.class.getName() + ".here";

    public static final Access NOBODY = new Access(null, null, List.of(), Place.EVERYWHERE);

    public Access {
        holdings = List.copyOf(holdings);
    }

    /** Permissions on everything. */
    public Access(@Nullable Actor actor, @Nullable String owner, Set<Permission> permissions) {
        this(
                actor,
                owner,
                permissions.isEmpty() ? List.of() : List.of(new Holding("", permissions, Place.EVERYWHERE, null)),
                Place.EVERYWHERE);
    }

    /** Of who sends a request; {@link #NOBODY} before sign-in. Asked of the database once a request. */
    public static Mono<Access> of(ServerWebExchange exchange) {
        Mono<Access> who = exchange.getAttributeOrDefault(Visitors.ATTRIBUTE, Mono.just(NOBODY));
        return who.map(access -> access.at(exchange.getAttributeOrDefault(HERE, Place.EVERYWHERE)));
    }

    public boolean signedIn() {
        return actor != null;
    }

    /** All that somebody may do somewhere in what the request is about. */
    public Set<Permission> permissions() {
        return Arrays.stream(Permission.values())
                .filter(this::may)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)), Collections::unmodifiableSet));
    }

    /** Whether it is permitted somewhere in what the request is about: what decides if a page offers it. */
    public boolean may(Permission permission) {
        return mayWithin(permission, here);
    }

    /** For templates: {@code access.may('DEPLOY')}. */
    public boolean may(String permission) {
        return may(Permission.valueOf(permission));
    }

    /** Whether it is permitted in all of the place; to see a project, something in it is enough. */
    public boolean may(Permission permission, Place place) {
        return permission == Permission.VIEW && place.project() != null
                ? mayWithin(permission, place.whole())
                : why(permission, place).isPresent();
    }

    /** Whether it is permitted in all of the places. */
    public boolean may(Permission permission, Collection<Place> places) {
        return !places.isEmpty() && places.stream().allMatch(place -> may(permission, place));
    }

    /** Whether it is permitted somewhere in the place; what is about whole projects, in all of its project. */
    boolean mayWithin(Permission permission, Place place) {
        return permission.ofWholeProjects()
                ? may(permission, place.whole())
                : holdings.stream()
                        .anyMatch(held -> held.permissions().contains(permission)
                                && held.place().meets(place));
    }

    /** Whether it is permitted anywhere in the place: without, nothing more need be looked at. */
    boolean touches(Permission permission, Place place) {
        return holdings.stream()
                .anyMatch(held ->
                        held.permissions().contains(permission) && held.place().meets(place));
    }

    /** All that somebody may do anywhere. */
    public Set<Permission> anywhere() {
        var all = EnumSet.noneOf(Permission.class);
        holdings.forEach(held -> all.addAll(held.permissions()));
        return Collections.unmodifiableSet(all);
    }

    /** Whether it is permitted on everything. */
    public boolean mayEverywhere(Permission permission) {
        return may(permission, Place.EVERYWHERE);
    }

    /** For templates. */
    public boolean mayEverywhere(String permission) {
        return mayEverywhere(Permission.valueOf(permission));
    }

    /** What brings the permission in all of the place. */
    public Optional<Holding> why(Permission permission, Place place) {
        return holdings.stream()
                .filter(held ->
                        held.permissions().contains(permission) && held.place().covers(place))
                .findFirst();
    }

    /**
     * Lets those pass who have the permission in all of the places; a project they may not see is not there for them.
     *
     * @throws Forbidden that names the permission and the place
     * @throws NotFound if the place is in a project they may not see
     */
    public void require(Permission permission, Collection<Place> places) {
        if (places.isEmpty()) {
            throw new IllegalArgumentException("Nothing was named in which " + permission + " is asked for");
        }
        for (var place : places) {
            var project = place.project();
            if (!knows(project)) {
                throw new NotFound("There is no project " + project + ".");
            }
            if (!may(permission, place)) {
                throw new Forbidden(lacks(permission, place) + " An administrator can grant it.");
            }
        }
    }

    /** The same for one place. */
    public void require(Permission permission, Place place) {
        require(permission, List.of(place));
    }

    String lacks(Permission permission, Place place) {
        var roles = Arrays.stream(Role.values())
                .filter(role -> role.permissions().contains(permission))
                .map(Role::word)
                .collect(Collectors.joining(" or "));
        var where = place.project() == null ? "" : " on " + place.told();
        return "This needs the permission " + permission + where + ", which the role " + roles + " has. You are "
                + name() + "." + (isToken() ? " This token was not given it, or its owner no longer has it." : "");
    }

    /** Whether they have anything in a project; to others it is not there. What belongs to no project is known to all. */
    boolean knows(@Nullable String project) {
        return project == null
                || holdings.stream().anyMatch(held -> held.place().meets(Place.of(project)));
    }

    /** Projects they may see. Who has a role in a part of a project sees all of that project. */
    public Projects projects() {
        var keys = holdings.stream()
                .filter(held -> held.permissions().contains(Permission.VIEW))
                .map(held -> Optional.ofNullable(held.place().project()))
                .collect(Collectors.toSet());
        return keys.contains(Optional.<String>empty())
                ? Projects.ALL
                : new Projects(false, keys.stream().flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet()));
    }

    /** The same person before another thing. */
    Access at(Place place) {
        return new Access(actor, owner, holdings, place);
    }

    boolean isToken() {
        return actor != null && actor.kind() == Actor.Kind.TOKEN;
    }

    /** What people read, empty before sign-in. */
    public String name() {
        return actor == null ? "" : actor.name();
    }

    /** One or two letters for the corner of the page. */
    public String initials() {
        var letters = new StringBuilder();
        for (var word : name().split("[\\s._@-]+")) {
            if (!word.isEmpty() && letters.length() < 2) {
                letters.appendCodePoint(Character.toUpperCase(word.codePointAt(0)));
            }
        }
        return letters.toString();
    }

    Optional<Actor> whoever() {
        return Optional.ofNullable(actor);
    }
}
