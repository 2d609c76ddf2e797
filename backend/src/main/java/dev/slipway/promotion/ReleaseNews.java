package dev.slipway.promotion;

import dev.slipway.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one release brought.
 *
 * @param commit the release's own
 * @param changes lines of its notes, each with its commit if it names one
 * @param tickets named in its notes or labels, such as {@code HARBOUR-12}
 */
public record ReleaseNews(String version, @Nullable String commit, List<Change> changes, List<String> tickets) {

    private static final Pattern LINE = Pattern.compile("[-*]\\s+(?:([0-9a-f]{7,40})\\s+)?(.+)");
    private static final Pattern TICKET = Pattern.compile("\\b[A-Z][A-Z0-9]+-\\d+\\b");

    public ReleaseNews {
        changes = List.copyOf(changes);
        tickets = List.copyOf(tickets);
    }

    /** One line of the notes. */
    public record Change(@Nullable String commit, String text) {}

    /** The releases after one version up to another, newest first. */
    record Between(boolean back, List<ReleaseNews> news) {}

    /**
     * What lies between two versions.
     *
     * @param releases of the service, newest first
     * @param from what runs now; null when nothing does
     * @return marked as going back when {@code to} is the older one: then what is lost
     */
    static Between between(List<Release> releases, @Nullable String from, String to) {
        var versions = releases.stream().map(Release::version).toList();
        var newer = versions.indexOf(to);
        var older = from == null ? -1 : versions.indexOf(from);
        if (newer < 0) {
            return new Between(false, List.of());
        }
        if (older < 0) {
            return new Between(false, List.of(of(releases.get(newer))));
        }
        var back = older < newer;
        var lost = releases.subList(Math.min(older, newer), Math.max(older, newer));
        return new Between(back, lost.stream().map(ReleaseNews::of).toList());
    }

    static ReleaseNews of(Release release) {
        var notes = release.notes() == null ? "" : release.notes();
        var changes = notes.lines()
                .map(line -> LINE.matcher(line.strip()))
                .filter(line -> line.matches())
                .map(line -> new Change(line.group(1), line.group(2)))
                .toList();
        var tickets = new ArrayList<String>();
        Stream.concat(Stream.of(notes), release.labels().values().stream())
                .flatMap(text -> TICKET.matcher(text).results())
                .map(found -> found.group())
                .distinct()
                .forEach(tickets::add);
        return new ReleaseNews(release.version(), release.commit(), changes, tickets);
    }
}
