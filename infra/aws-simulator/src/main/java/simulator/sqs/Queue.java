package simulator.sqs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A standard queue: what was received and not deleted comes again after its visibility timeout. */
final class Queue {

    private static final Duration VISIBILITY = Duration.ofSeconds(30);

    private final String name;
    private final InstantSource clock;
    private final List<Held> messages = new ArrayList<>();

    Queue(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    synchronized String send(String body, Duration delay) {
        var id = UUID.randomUUID().toString();
        messages.add(new Held(id, body, clock.instant(), clock.instant().plus(delay), 0, ""));
        notifyAll();
        return id;
    }

    /** Waits, in real time, until there is one or the time is over. */
    synchronized List<Held> receive(int most, Duration wait, Optional<Duration> visibility)
            throws InterruptedException {
        var until = System.nanoTime() + wait.toNanos();
        var found = take(most, visibility.orElse(VISIBILITY));
        for (var left = until - System.nanoTime(); found.isEmpty() && left > 0; left = until - System.nanoTime()) {
            // a message may become visible by the passing of simulated time, too
            wait(Math.clamp(left / 1_000_000, 1, 50));
            found = take(most, visibility.orElse(VISIBILITY));
        }
        return found;
    }

    synchronized boolean delete(String receipt) {
        return messages.removeIf(message -> message.receipt().equals(receipt));
    }

    synchronized long visible() {
        return messages.stream().filter(this::isVisible).count();
    }

    synchronized long inFlight() {
        return messages.size() - visible();
    }

    private List<Held> take(int most, Duration visibility) {
        var found = new ArrayList<Held>();
        for (int i = 0; i < messages.size() && found.size() < most; i++) {
            if (isVisible(messages.get(i))) {
                var taken = messages.get(i).received(clock.instant().plus(visibility));
                messages.set(i, taken);
                found.add(taken);
            }
        }
        return found;
    }

    private boolean isVisible(Held message) {
        return !message.visibleAt().isAfter(clock.instant());
    }

    /** A message in the queue. */
    record Held(String id, String body, Instant sentAt, Instant visibleAt, int receives, String receipt) {

        Held received(Instant hiddenUntil) {
            return new Held(
                    id,
                    body,
                    sentAt,
                    hiddenUntil,
                    receives + 1,
                    UUID.randomUUID().toString());
        }
    }
}
