package dev.slipway.job;

import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** A job that succeeded, as its columns hold it. */
public record StoredSample(String ordered, String verdict, String report) {

    public static StoredSample succeeded() {
        var json = new JobJson(JsonMapper.shared());
        var job = SampleJobs.succeeded().job();
        return new StoredSample(
                json.write(job.order()),
                json.write(Objects.requireNonNull(job.status().verdict())),
                json.write(job.steps().getFirst().report()));
    }
}
