package dev.slipway.audit;

import static dev.slipway.audit.Segment.bytes;
import static dev.slipway.audit.Segment.number;

import dev.slipway.audit.AuditFinding.Kind;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows one chain entry by entry, in order, and says where it is not what it was. */
final class ChainWalk {

    private static final int MOST = 200;

    private final String chain;
    private final long end;
    private final byte[] head;
    private final List<Segment> segments;
    private final Map<Long, Segment> endings = new HashMap<>();
    private final List<AuditFinding> findings = new ArrayList<>();
    private final List<AuditAnchor> anchors;

    private long dropped;
    private long last;
    /** Link of the last entry: as it is stored, and as it follows from the one before; absent behind a gap. */
    private byte @Nullable [] stored;

    private byte @Nullable [] computed;

    ChainWalk(String chain, long end, byte[] head, List<Segment> segments, List<AuditAnchor> anchors) {
        this.chain = chain;
        this.end = end;
        this.head = head;
        this.segments = segments;
        this.anchors = anchors;
        this.stored = Digests.begin(chain);
        this.computed = stored;
        follow(segments);
    }

    private void follow(List<Segment> all) {
        var seal = Digests.begin(chain);
        var base = Digests.begin(chain);
        var number = 0L;
        var previous = 0L;
        for (var segment : all) {
            number++;
            if (segment.number() != number || segment.first() != previous + 1 || segment.last() < segment.first()) {
                segment(segment, "does not follow on the segment before it: a segment is missing or was changed");
            } else if (!Arrays.equals(segment.base(), base)
                    || !Arrays.equals(segment.seal(), Digests.seal(seal, segment))) {
                segment(segment, "does not have the seal it was closed with");
            }
            if (segment.dropped() && dropped == segment.first() - 1) {
                dropped = segment.last();
                last = segment.last();
                stored = segment.head();
                computed = segment.head();
            } else if (segment.dropped()) {
                segment(segment, "is marked as dropped although one before it is not");
            }
            number = segment.number();
            seal = segment.seal();
            base = segment.head();
            previous = segment.last();
            endings.put(segment.last(), segment);
        }
        if (previous > end) {
            find(Kind.SEGMENT, previous, null, "Segments reach to entry " + previous + ", the chain only to " + end);
        }
    }

    private void segment(Segment segment, String what) {
        find(
                Kind.SEGMENT,
                segment.first(),
                null,
                "Segment " + segment.number() + " (entries " + segment.first() + " to " + segment.last() + ") " + what);
    }

    /** The next row of the chain, with its event's fields, which are absent if there is none such. */
    void take(Readable row) {
        var number = number(row, "number");
        var event = number(row, "event");
        if (number <= dropped) {
            find(Kind.SEGMENT, number, event, "Entry " + number + " is there although its segment is dropped");
            return;
        }
        if (number > last + 1) {
            missing(last + 1, number - 1);
        }
        checkEvent(row, number, event);
        checkLink(row, number, event);
        last = number;
        var segment = endings.get(number);
        if (segment != null && !Arrays.equals(segment.head(), stored)) {
            segment(segment, "ends with another link than entry " + number + " has");
        }
    }

    private void checkEvent(Readable row, long number, long event) {
        if (row.get("id", String.class) == null) {
            find(Kind.REMOVED, number, event, "Entry " + number + ": event " + event + " was removed");
        } else if (!Arrays.equals(Digests.event(row), bytes(row, "digest"))) {
            find(Kind.CHANGED, number, event, "Entry " + number + ": event " + event + " is not as it was recorded");
        } else if (!chain.equals(Objects.requireNonNullElse(row.get("project", String.class), ""))) {
            find(Kind.RELINKED, number, event, "Entry " + number + ": event " + event + " belongs to another chain");
        }
    }

    /** A link that was changed leaves the entry after it fit for what was there before. */
    private void checkLink(Readable row, long number, long event) {
        var digest = bytes(row, "digest");
        var found = bytes(row, "link");
        var fromStored = stored == null ? null : Digests.link(stored, chain, number, event, digest);
        var fromComputed = computed == null ? null : Digests.link(computed, chain, number, event, digest);
        if (fromStored != null && !Arrays.equals(found, fromStored) && !Arrays.equals(found, fromComputed)) {
            find(Kind.RELINKED, number, event, "Entry " + number + " was changed in the chain");
        }
        computed = Arrays.equals(found, fromStored) || fromComputed == null ? found : fromComputed;
        stored = found;
        anchors.stream()
                .filter(anchor -> anchor.number() == number)
                .filter(anchor -> !anchor.link().equals(HexFormat.of().formatHex(found)))
                .forEach(anchor -> find(
                        Kind.OTHER_HISTORY, number, event, "Entry " + number + " does not have the link you noted"));
    }

    private void missing(long from, long to) {
        find(
                Kind.MISSING,
                from,
                null,
                from == to ? "Entry " + from + " is missing" : "Entries " + from + " to " + to + " are missing");
        stored = null;
        computed = null;
    }

    /** An event of this chain that no entry tells of. */
    void stray(long event) {
        find(Kind.ADDED, null, event, "Event " + event + " is in the table but never went through the log");
    }

    AuditVerification.Chain end() {
        if (last < end) {
            find(Kind.CUT, last + 1, null, "The chain had " + end + " entries; those after " + last + " are gone");
        } else if (last > end) {
            find(Kind.CUT, end + 1, null, "The chain ends at entry " + end + ", yet there are entries up to " + last);
        } else if (stored != null && !Arrays.equals(head, stored)) {
            find(Kind.CUT, last, null, "The last entry does not have the link the chain ended with");
        }
        anchors.stream()
                .filter(anchor -> anchor.number() > Math.max(last, end))
                .forEach(anchor -> find(
                        Kind.OTHER_HISTORY,
                        anchor.number(),
                        null,
                        "Entry " + anchor.number() + " that you noted is gone"));
        return new AuditVerification.Chain(
                chain, Math.max(last, end), dropped, HexFormat.of().formatHex(head), segments.size(), findings);
    }

    private void find(Kind kind, @Nullable Long number, @Nullable Long event, String what) {
        if (findings.size() < MOST) {
            findings.add(new AuditFinding(kind, number, event, what));
        }
    }
}
