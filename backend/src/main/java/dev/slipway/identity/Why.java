package dev.slipway.identity;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells what people may do and by what: {@code may deploy on staging of shop because group backend ...}. */
@Component
public class Why {

    private final Accounts accounts;
    private final Grants grants;

    Why(Accounts accounts, Grants grants) {
        this.accounts = accounts;
        this.grants = grants;
    }

    /**
     * One permission in one place, and each grant that brings it.
     *
     * @param sentence what people read
     * @param through group to which it was granted; empty when to the person
     */
    public record Reason(Permission permission, Place place, String role, String through, String sentence) {}

    /** All that somebody may do, place by place. */
    public static List<Reason> of(List<Holding> holdings, String who) {
        return holdings.stream()
                .flatMap(held -> held.permissions().stream().map(permission -> reason(permission, held, who)))
                .toList();
    }

    /** Those that let them do something in all of a place; empty when nothing does. */
    public static List<Reason> of(List<Holding> holdings, String who, Permission permission, Place place) {
        return of(holdings, who).stream()
                .filter(reason ->
                        reason.permission() == permission && reason.place().covers(place))
                .toList();
    }

    /** What an account holds now; empty if there is no such account. */
    public Mono<List<Holding>> of(String userName) {
        return accounts.find(userName).flatMap(_ -> grants.of(userName));
    }

    private static Reason reason(Permission permission, Holding held, String who) {
        var through = Objects.requireNonNullElse(held.through(), "");
        var because = through.isEmpty() ? who + (who.equals("You") ? " have" : " has") : "group " + through + " has";
        var sentence = who + " may " + permission.verb() + " on " + held.place().told() + " because "
                + (through.isEmpty() ? because.replace("You", "you") : because) + " the role " + held.role()
                + " there.";
        return new Reason(permission, held.place(), held.role(), through, sentence);
    }

    /** Permissions in words. */
    public static String told(Stream<Permission> permissions) {
        return permissions
                .map(Permission::word)
                .collect(Collectors.joining(", "))
                .toLowerCase(Locale.ROOT);
    }
}
