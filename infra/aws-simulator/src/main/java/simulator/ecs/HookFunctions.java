package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What the functions of lifecycle hooks answer; one that is not scripted is content after five seconds. */
public final class HookFunctions {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Map<String, String> answers = new HashMap<>();

    /** Lets the function refuse: the deployment is rolled back. */
    public synchronized void fail(String functionArn) {
        answers.put(functionArn, "FAILED");
    }

    /** Lets the function ask to be called again for ever. */
    public synchronized void neverAnswer(String functionArn) {
        answers.put(functionArn, "IN_PROGRESS");
    }

    synchronized String result(String functionArn, Instant began, Instant now) {
        return now.isBefore(began.plus(ANSWER)) ? "IN_PROGRESS" : answers.getOrDefault(functionArn, "SUCCEEDED");
    }
}
