package dev.slipway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs of the demo's dev environment, as a script watches them over the API. */
public record PortalJobs(PortalClient client) {

    private static final Duration LONG = Duration.ofMinutes(3);

    /** A version of the demo's web service, as requests name it. */
    public static String web(String version) {
        return "{\"service\": \"web\", \"version\": \"" + version + "\"}";
    }

    /** Starts a job that fails rather than asks; returns its id. */
    public long start(String pipeline, String services) throws IOException, InterruptedException {
        return client.post("/api/v1/projects/demo/jobs", """
            {"pipeline": "%s", "environment": "dev", "services": [%s], "onFailure": "FAIL"}\
            """.formatted(pipeline, services))
                .path("id")
                .asLong();
    }

    /** Waits for the end of the job. */
    public String outcome(long job) throws IOException, InterruptedException {
        Await.until(
                "job " + job + " ends",
                LONG,
                () -> show(job).path("state").asString().equals("ENDED"));
        return show(job).path("verdict").path("outcome").asString();
    }

    public JsonNode show(long job) throws IOException, InterruptedException {
        return client.get("/api/v1/jobs/" + job);
    }

    public JsonNode step(long job, String name) throws IOException, InterruptedException {
        var shown = show(job);
        for (var step : shown.path("steps")) {
            if (step.path("name").asString().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("No step " + name + " in " + shown);
    }

    public String state(long job, String step) throws IOException, InterruptedException {
        return step(job, step).path("state").asString();
    }

    /** How many instances the step's verdict has proof of. */
    public int instances(long job, String step) throws IOException, InterruptedException {
        return step(job, step).path("verdict").path("instances").size();
    }

    public String log(long job) throws IOException, InterruptedException {
        return client.text("/api/v1/jobs/" + job + "/log", "text/plain");
    }

    /** How many lines of the log hold the text. */
    public long occurrences(long job, String text) throws IOException, InterruptedException {
        return log(job).lines().filter(line -> line.contains(text)).count();
    }

    /** The lines of the log are numbered 1, 2, 3 ... without a gap or a repeat. */
    public void assertNoHole(long job) throws IOException, InterruptedException {
        var numbers = client.text("/api/v1/jobs/" + job + "/log", "application/x-ndjson")
                .lines()
                .map(line -> number(JsonMapper.shared().readTree(line)))
                .toList();
        assertThat(numbers)
                .isNotEmpty()
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.size()).boxed().toList());
    }

    private static long number(JsonNode line) {
        return line.path("number").asLong();
    }
}
