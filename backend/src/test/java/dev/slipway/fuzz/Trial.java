package dev.slipway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends attempts, some at a time, and collects what is wrong with the answers. */
final class Trial implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
    private static final int AT_ONCE = 8;
    private static final int SLOWEST = 12;

    private final URI portal;
    private final Function<Answer, Collection<String>> faultsOf;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Map<String, List<String>> faults = Collections.synchronizedMap(new TreeMap<>());
    private final Map<Integer, Integer> statuses = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Long> took = new ConcurrentHashMap<>();
    private int count;

    /** @param faultsOf what is wrong with an answer, whoever asked */
    Trial(URI portal, Function<Answer, Collection<String>> faultsOf) {
        this.portal = portal;
        this.faultsOf = faultsOf;
    }

    /** Waits until there is room for it, not until it is answered. */
    void ask(Attempt attempt, String who, @Nullable String token) throws InterruptedException {
        count++;
        free.acquire();
        workers.execute(() -> {
            try {
                judge(attempt, who, token);
            } finally {
                free.release();
            }
        });
    }

    private void judge(Attempt attempt, String who, @Nullable String token) {
        var began = System.nanoTime();
        try {
            var answer = Answer.of(client.send(attempt.at(portal, token), Answer.READ));
            statuses.merge(answer.status(), 1, Integer::sum);
            faultsOf.apply(answer).forEach(fault -> record(fault, attempt, who, answer.toString()));
            if (!who.equals("administrator of everything") && answer.body().contains(Ground.MARK)) {
                record("tells of the other project", attempt, who, answer.toString());
            }
        } catch (IOException e) {
            record("no answer", attempt, who, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            record("no answer in time", attempt, who, e.toString());
        } catch (RuntimeException e) {
            record("cannot be sent", attempt, who, e.toString());
        } finally {
            took.merge(attempt.operation().toString(), System.nanoTime() - began, Long::sum);
        }
    }

    private void record(String fault, Attempt attempt, String who, String answer) {
        faults.computeIfAbsent(attempt.operation() + ": " + fault, _ -> Collections.synchronizedList(new ArrayList<>()))
                .add(who + ": " + attempt + "\n    -> " + answer);
    }

    int count() {
        return count;
    }

    /** How many were answered with the status. */
    int answered(int status) {
        return statuses.getOrDefault(status, 0);
    }

    /** To be asked when all were answered. */
    void assertNoFaults(long seed) {
        LOG.info("{} requests answered {}", count, statuses);
        LOG.info(
                "slowest, in ms: {}",
                took.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(SLOWEST)
                        .map(one -> one.getKey() + " " + one.getValue() / 1_000_000)
                        .toList());
        assertThat(faults.entrySet().stream()
                        .map(fault -> fault.getValue().size() + " x " + fault.getKey() + "\n    "
                                + fault.getValue().getFirst()))
                .as("of %d requests with seed %d", count, seed)
                .isEmpty();
    }

    /** Waits until all are answered. */
    @Override
    public void close() {
        workers.close();
    }
}
