package dev.slipway.job;

import dev.slipway.engine.Signals;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Changes of jobs, from whichever replica; hints, so who shows a job also reads it again now and then. */
@Component
public class JobChanges {

    static final String TOPIC = "job";

    private static final Logger LOG = LoggerFactory.getLogger(JobChanges.class);

    private final Signals signals;
    private final JsonMapper json;

    JobChanges(Signals signals, JsonMapper json) {
        this.signals = signals;
        this.json = json;
    }

    /** From subscription on; hot, drops what a slow subscriber cannot take. */
    public Flux<JobChange> all() {
        return signals.on(TOPIC).concatMapIterable(this::parse);
    }

    /** A portal of another version may announce in another form; the periodic read makes up for it. */
    private List<JobChange> parse(String payload) {
        try {
            return List.of(json.readValue(payload, JobChange.class));
        } catch (JacksonException e) {
            LOG.warn("An announcement of a job cannot be read: {}", payload, e);
            return List.of();
        }
    }
}
