package dev.slipway.job.web;

import dev.slipway.logstream.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** Writes lines one below the other: as they are, or each as a JSON object. */
@Component
class JobLogText {

    private static final int LINES_AT_A_TIME = 500;

    private final JsonMapper json;

    JobLogText(JsonMapper json) {
        this.json = json;
    }

    Flux<byte[]> plain(Flux<LogLine> lines, boolean withTimes) {
        return write(lines, line -> withTimes ? line.at() + " " + line.text() : line.text());
    }

    Flux<byte[]> objects(Flux<LogLine> lines) {
        return write(
                lines,
                line -> json.writeValueAsString(
                        new Line(line.number(), line.at().toString(), line.source(), line.text())));
    }

    byte[] object(Object value) {
        return json.writeValueAsBytes(value);
    }

    private static Flux<byte[]> write(Flux<LogLine> lines, Function<LogLine, String> form) {
        return lines.buffer(LINES_AT_A_TIME).map(some -> join(some, form));
    }

    private static byte[] join(List<LogLine> lines, Function<LogLine, String> form) {
        return lines.stream()
                .map(form)
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One line of NDJSON. */
    private record Line(long number, String at, String step, String text) {}
}
