package dev.slipway.notification;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What is sent together. A program gets every message by itself. People get one for each thing, as it stands: of two that
 * wait for the same thread only the later, and when many of one place wait, one that names them all.
 */
final class Bundles {

    /** More than these are told in one. */
    private static final int FEW = 3;

    private static final int NAMED = 20;

    private Bundles() {}

    /**
     * @param notice what is sent
     * @param told what it tells
     * @param said what need not be told any more
     */
    record Bundle(Notice notice, List<Delivery> told, List<Delivery> said) {}

    /** The next one. */
    static Bundle first(Channel channel, List<Delivery> waiting, Instant now) {
        var head = waiting.getFirst();
        if (!channel.kind().forPeople()) {
            return new Bundle(head.notice(), List.of(head), List.of());
        }
        var due = waiting.stream().filter(d -> !d.dueAt().isAfter(now)).toList();
        var current = lastOfEachThread(due);
        var said = due.stream().filter(d -> !current.contains(d)).toList();
        var first = current.getFirst();
        var together = current.stream().filter(d -> samePlace(d, first)).toList();
        return together.size() > FEW
                ? new Bundle(digest(together), together, said)
                : new Bundle(first.notice(), List.of(first), said);
    }

    private static List<Delivery> lastOfEachThread(List<Delivery> due) {
        var seen = new HashSet<String>();
        return due.reversed().stream()
                .filter(d -> seen.add(d.notice().about().thread()))
                .toList()
                .reversed();
    }

    private static boolean samePlace(Delivery one, Delivery other) {
        var a = one.notice().about();
        var b = other.notice().about();
        return Objects.equals(a.project(), b.project()) && Objects.equals(a.environment(), b.environment());
    }

    private static Notice digest(List<Delivery> together) {
        var notices = together.stream().map(Delivery::notice).toList();
        var last = notices.getLast();
        var about = last.about();
        var worst =
                notices.stream().map(Notice::severity).max(Severity::compareTo).orElseThrow();
        var place = about.project() == null
                ? "the portal"
                : about.project() + (about.environment() == null ? "" : " " + about.environment());
        var named = notices.stream()
                .limit(NAMED)
                .map(n -> new Notice.Fact(n.kind().title(), n.words().title()))
                .collect(Collectors.toList());
        var text = notices.size() > NAMED ? "The first " + NAMED + " of " + notices.size() + ":" : "";
        return new Notice(
                last.id(),
                last.kind(),
                worst,
                new Notice.About(about.project(), about.environment(), "digest/" + last.id()),
                new Notice.Words(
                        notices.size() + " messages about " + place,
                        text,
                        named,
                        last.words().link()),
                last.at());
    }
}
