package dev.slipway.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Proof;
import dev.slipway.target.Revision;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How jobs are written as JSON into the database. */
@Component
class JobJson {

    private final JsonMapper mapper;

    JobJson(JsonMapper mapper) {
        this.mapper = mapper.rebuild()
                .addMixIn(ConfigurationValue.class, TaggedValue.class)
                .addMixIn(Proof.class, WithoutEmpty.class)
                .build();
        // Made once under a lock, and not on the event loop that reads the first rows.
        List.of(
                        JobOrder.class,
                        StepRun[].class,
                        Waiting.class,
                        Job.Cancel.class,
                        JobVerdict.class,
                        GateReading.class,
                        JobStore.Given[].class,
                        Revision.class)
                .forEach(this.mapper::readerFor);
        List.of(
                        JobOrder.class,
                        JobStore.Positioned.class,
                        Waiting.class,
                        JobVerdict.class,
                        GateReading.class,
                        Revision.class)
                .forEach(this.mapper::writerFor);
    }

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    <T> T read(String json, Class<T> type) {
        return mapper.readValue(json, type);
    }

    /** A jsonb column that may be null. */
    <T> @Nullable T read(Readable row, String column, Class<T> type) {
        var json = row.get(column, Json.class);
        return json == null ? null : mapper.readValue(json.asString(), type);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ConfigurationValue.Plain.class, name = "plain"),
        @JsonSubTypes.Type(value = ConfigurationValue.Secret.class, name = "secret")
    })
    private interface TaggedValue {}

    @JsonIgnoreProperties("empty")
    private interface WithoutEmpty {}
}
