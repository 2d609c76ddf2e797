package simulator.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import simulator.Page;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** What {@code FilterLogEvents} finds. Of its patterns: words, quoted phrases, {@code ?any}, {@code -not}. */
record FilteredEvents(FilterLogEventsRequest request) {

    private static final int MOST = 10_000;
    private static final Pattern TERM = Pattern.compile("([?-]?)(\"([^\"]*)\"|\\S+)");

    FilterLogEventsResponse among(List<Stream> streams, Instant now) {
        var found = new ArrayList<FilteredLogEvent>();
        for (var stream : streams) {
            var lines = stream.at(now);
            for (int i = 0; i < lines.size(); i++) {
                if (wants(lines.get(i))) {
                    found.add(shown(stream.name(), lines.get(i), i));
                }
            }
        }
        found.sort(Comparator.comparing(FilteredLogEvent::timestamp));
        var page = Page.of(found, request.nextToken(), request.limit(), MOST);
        return FilterLogEventsResponse.builder()
                .events(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private boolean wants(LogLine line) {
        var time = line.written().toEpochMilli();
        return (request.startTime() == null || time >= request.startTime())
                && (request.endTime() == null || time <= request.endTime())
                && matches(line.message());
    }

    private boolean matches(String message) {
        if (request.filterPattern() == null || request.filterPattern().isBlank()) {
            return true;
        }
        var terms = TERM.matcher(request.filterPattern())
                .results()
                .collect(Collectors.groupingBy(
                        term -> term.group(1),
                        Collectors.mapping(
                                term -> term.group(3) == null ? term.group(2) : term.group(3), Collectors.toList())));
        return terms.getOrDefault("", List.of()).stream().allMatch(message::contains)
                && terms.getOrDefault("-", List.of()).stream().noneMatch(message::contains)
                && (!terms.containsKey("?") || terms.get("?").stream().anyMatch(message::contains));
    }

    private static FilteredLogEvent shown(String stream, LogLine line, int position) {
        return FilteredLogEvent.builder()
                .logStreamName(stream)
                .timestamp(line.written().toEpochMilli())
                .ingestionTime(line.ingested().toEpochMilli())
                .message(line.message())
                .eventId("%020d%016x".formatted(line.ingested().toEpochMilli(), (stream + position).hashCode()))
                .build();
    }
}
