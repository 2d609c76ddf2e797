package simulator.logs;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/**
 * Pages of a stream as {@code GetLogEvents} gives them: at the end the token that was passed comes back, and an empty page
 * with another token is not the end.
 */
record EventPages(List<LogLine> lines, Instant now, boolean emptyFirst) {

    private static final int MOST = 10_000;

    GetLogEventsResponse page(GetLogEventsRequest request) {
        var limit = request.limit() == null ? MOST : request.limit();
        var token = request.nextToken() == null ? null : EventToken.parse(request.nextToken(), now);
        if (token != null && token.direction() == 'b') {
            return answer(request, Math.max(0, token.position() - limit), token.position(), null);
        }
        var from = token == null ? start(request, limit) : token.position();
        var to = Math.min(lines.size(), from + limit);
        if (emptyFirst && to > from && (token == null || !token.afterEmpty())) {
            return GetLogEventsResponse.builder()
                    .events(List.of())
                    .nextForwardToken(new EventToken('f', from, true, now).text())
                    .nextBackwardToken(new EventToken('b', from, false, now).text())
                    .build();
        }
        return answer(request, from, to, token);
    }

    private int start(GetLogEventsRequest request, int limit) {
        return Boolean.TRUE.equals(request.startFromHead()) ? 0 : Math.max(0, lines.size() - limit);
    }

    private GetLogEventsResponse answer(GetLogEventsRequest request, int from, int to, @Nullable EventToken passed) {
        var forward =
                passed != null && to == passed.position() ? passed.text() : new EventToken('f', to, false, now).text();
        return GetLogEventsResponse.builder()
                .events(lines.subList(from, to).stream()
                        .filter(line -> within(request, line.written().toEpochMilli()))
                        .map(EventPages::shown)
                        .toList())
                .nextForwardToken(forward)
                .nextBackwardToken(new EventToken('b', from, false, now).text())
                .build();
    }

    private static boolean within(GetLogEventsRequest request, long time) {
        return (request.startTime() == null || time >= request.startTime())
                && (request.endTime() == null || time < request.endTime());
    }

    private static OutputLogEvent shown(LogLine line) {
        return OutputLogEvent.builder()
                .timestamp(line.written().toEpochMilli())
                .ingestionTime(line.ingested().toEpochMilli())
                .message(line.message())
                .build();
    }
}
