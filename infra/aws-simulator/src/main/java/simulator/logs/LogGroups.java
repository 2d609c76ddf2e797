package simulator.logs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import simulator.Place;

/** The log groups of an account in a region. */
public final class LogGroups {

    private final Place place;
    private final InstantSource clock;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private Duration lag = Duration.ofMillis(300);
    private boolean emptyPages;

    public LogGroups(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** Creates the group when it is not there. */
    public synchronized LogGroups group(String name) {
        groups.computeIfAbsent(name, absent -> new Group(absent, clock.instant(), new LinkedHashMap<>()));
        return this;
    }

    public synchronized boolean has(String group) {
        return groups.containsKey(group);
    }

    /** A line of a program; false when there is no such group: then nothing is kept, as with the {@code awslogs} driver. */
    public synchronized boolean append(String group, String stream, String message) {
        var found = groups.get(group);
        if (found == null) {
            return false;
        }
        var now = clock.instant();
        found.streams()
                .computeIfAbsent(stream, absent -> new Stream(absent, now))
                .add(new LogLine(now, now.plus(lag), message));
        return true;
    }

    /** How long lines written from now on take until they can be read. */
    public synchronized void delayLinesBy(Duration delay) {
        lag = delay;
    }

    /** Lets every page with lines be preceded by an empty one, which AWS may do at any time. */
    public synchronized void interspersePagesWithEmptyOnes(boolean wanted) {
        emptyPages = wanted;
    }

    synchronized boolean emptyPages() {
        return emptyPages;
    }

    synchronized Optional<Group> find(String nameOrArn) {
        return Optional.ofNullable(groups.get(name(nameOrArn)));
    }

    synchronized List<Group> all() {
        return List.copyOf(groups.values());
    }

    /** The streams of the group that are there by now. */
    synchronized List<Stream> streams(Group group) {
        return new ArrayList<>(group.streams().values())
                .stream().filter(stream -> stream.exists(now())).toList();
    }

    Instant now() {
        return clock.instant();
    }

    String arn(Group group) {
        return place.arn("logs", "log-group:" + group.name());
    }

    private static String name(String nameOrArn) {
        var mark = nameOrArn.indexOf(":log-group:");
        return mark < 0
                ? nameOrArn
                : nameOrArn.substring(mark + ":log-group:".length()).replaceFirst(":\\*$", "");
    }

    /** One group. */
    record Group(String name, Instant createdAt, Map<String, Stream> streams) {}
}
