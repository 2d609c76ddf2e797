package dev.slipway.notification;

import dev.slipway.net.AddressRefused;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.target.SecretReference;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A channel as somebody wants it; checked before it is made. */
public record ChannelDraft(
        @Nullable String name,
        @Nullable String kind,
        @Nullable String address,
        @Nullable String secret) {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST = 2_000;

    /** Throws {@link InvalidInput} with everything that is wrong. */
    Channel checked(@Nullable String project, OutgoingHttp http) {
        var problems = new ArrayList<FieldProblem>();
        var given = blank(name);
        if (given == null || given.length() > LONGEST_NAME) {
            problems.add(new FieldProblem(
                    "name", "must have 1 to " + LONGEST_NAME + " characters", "Give it a name, such as #releases."));
        }
        var sort = ChannelKind.of(kind == null ? "" : kind).orElse(null);
        if (sort == null) {
            var known =
                    Arrays.stream(ChannelKind.values()).map(ChannelKind::key).collect(Collectors.joining(", "));
            problems.add(new FieldProblem("kind", "must be one of " + known, "Choose one of them."));
        } else {
            problems.addAll(address(sort, http));
            problems.addAll(secret(sort));
        }
        if (sort == null || given == null || !problems.isEmpty()) {
            throw new InvalidInput("The channel was not made.", problems);
        }
        return new Channel(
                0,
                project,
                given,
                sort,
                new Channel.Destination(
                        sort.address() == null ? null : blank(address), sort.secret() == null ? null : blank(secret)));
    }

    private List<FieldProblem> address(ChannelKind sort, OutgoingHttp http) {
        var to = blank(address);
        if (sort.address() == null) {
            return to == null
                    ? List.of()
                    : List.of(new FieldProblem(
                            "address", "must be empty", "Its address is a secret: name it by a reference."));
        }
        if (to == null || to.length() > LONGEST) {
            return List.of(new FieldProblem("address", "must be given", sort.address() + "."));
        }
        return switch (sort) {
            case MAIL -> mail(to);
            case WEBHOOK -> web(to, http);
            case SLACK ->
                to.matches("[A-Z0-9]{5,20}")
                        ? List.of()
                        : List.of(new FieldProblem(
                                "address", "must be the id of a channel", "Slack shows it in the channel's details."));
            case SLACK_WEBHOOK, TEAMS -> List.of();
        };
    }

    private static List<FieldProblem> mail(String to) {
        return Arrays.stream(to.split(",", -1)).allMatch(one -> one.strip().matches("[^\\s@,;:<>\"]+@[^\\s@,;:<>\"]+"))
                ? List.of()
                : List.of(new FieldProblem(
                        "address", "must be mail addresses", "Write them plainly and join them by commas."));
    }

    private static List<FieldProblem> web(String to, OutgoingHttp http) {
        try {
            http.check(URI.create(to));
            return List.of();
        } catch (AddressRefused e) {
            return List.of(new FieldProblem("address", "must be one the portal may ask", e.getMessage() + "."));
        } catch (IllegalArgumentException e) {
            return List.of(new FieldProblem("address", "must be an address", "It begins with https://."));
        }
    }

    private List<FieldProblem> secret(ChannelKind sort) {
        var reference = blank(secret);
        if (sort.secret() == null) {
            return List.of();
        }
        return reference != null
                        && reference.length() <= LONGEST
                        && SecretReference.isWellFormed(reference)
                        && !reference.startsWith("http")
                ? List.of()
                : List.of(new FieldProblem(
                        "secret",
                        "must be a reference, never the secret itself",
                        "Write env:NAME or file:PATH: " + sort.secret() + "."));
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
