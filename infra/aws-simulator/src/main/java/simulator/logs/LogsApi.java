package simulator.logs;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import simulator.Fault;
import simulator.Page;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;

/** CloudWatch Logs' calls over {@link LogGroups} (AWS JSON 1.1). */
public final class LogsApi {

    private final LogGroups groups;

    public LogsApi(LogGroups groups) {
        this.groups = groups;
    }

    public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
        var found = groups.all().stream()
                .filter(group ->
                        request.logGroupNamePrefix() == null || group.name().startsWith(request.logGroupNamePrefix()))
                .filter(group ->
                        request.logGroupNamePattern() == null || group.name().contains(request.logGroupNamePattern()))
                .filter(group -> !request.hasLogGroupIdentifiers()
                        || request.logGroupIdentifiers().contains(group.name())
                        || request.logGroupIdentifiers().contains(groups.arn(group)))
                .sorted(Comparator.comparing(LogGroups.Group::name))
                .toList();
        var page = Page.of(found, request.nextToken(), request.limit(), 50);
        return DescribeLogGroupsResponse.builder()
                .logGroups(page.items().stream().map(this::shown).toList())
                .nextToken(page.nextToken())
                .build();
    }

    public DescribeLogStreamsResponse describeLogStreams(DescribeLogStreamsRequest request) {
        var byTime = request.orderBy() == OrderBy.LAST_EVENT_TIME;
        if (byTime && request.logStreamNamePrefix() != null) {
            throw new Fault("InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        var group = group(request.logGroupName(), request.logGroupIdentifier());
        Comparator<LogStream> order = byTime
                ? Comparator.comparing(LogStream::lastEventTimestamp)
                : Comparator.comparing(LogStream::logStreamName);
        var found = groups.streams(group).stream()
                .filter(stream -> request.logStreamNamePrefix() == null
                        || stream.name().startsWith(request.logStreamNamePrefix()))
                .map(stream -> shown(group, stream))
                .sorted(Boolean.TRUE.equals(request.descending()) ? order.reversed() : order)
                .toList();
        var page = Page.of(found, request.nextToken(), request.limit(), 50);
        return DescribeLogStreamsResponse.builder()
                .logStreams(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    public GetLogEventsResponse getLogEvents(GetLogEventsRequest request) {
        var group = group(request.logGroupName(), request.logGroupIdentifier());
        var stream = Optional.ofNullable(group.streams().get(request.logStreamName()))
                .filter(found -> found.exists(groups.now()))
                .orElseThrow(() -> new Fault("ResourceNotFoundException", "The specified log stream does not exist."));
        return new EventPages(stream.at(groups.now()), groups.now(), groups.emptyPages()).page(request);
    }

    public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
        var group = group(request.logGroupName(), request.logGroupIdentifier());
        var found = groups.streams(group).stream()
                .filter(stream ->
                        !request.hasLogStreamNames() || request.logStreamNames().contains(stream.name()))
                .filter(stream -> request.logStreamNamePrefix() == null
                        || stream.name().startsWith(request.logStreamNamePrefix()))
                .toList();
        return new FilteredEvents(request).among(found, groups.now());
    }

    private LogGroups.Group group(@Nullable String name, @Nullable String identifier) {
        var wanted = name == null ? identifier : name;
        return Optional.ofNullable(wanted)
                .flatMap(groups::find)
                .orElseThrow(() -> new Fault("ResourceNotFoundException", "The specified log group does not exist."));
    }

    private LogGroup shown(LogGroups.Group group) {
        return LogGroup.builder()
                .logGroupName(group.name())
                .creationTime(group.createdAt().toEpochMilli())
                .arn(groups.arn(group) + ":*")
                .logGroupArn(groups.arn(group))
                .logGroupClass("STANDARD")
                .metricFilterCount(0)
                .storedBytes(0L)
                .build();
    }

    private LogStream shown(LogGroups.Group group, Stream stream) {
        List<LogLine> lines = stream.at(groups.now());
        return LogStream.builder()
                .logStreamName(stream.name())
                .arn(groups.arn(group) + ":log-stream:" + stream.name())
                .creationTime(stream.createdAt().toEpochMilli())
                .firstEventTimestamp(lines.getFirst().written().toEpochMilli())
                .lastEventTimestamp(lines.getLast().written().toEpochMilli())
                .lastIngestionTime(lines.getLast().ingested().toEpochMilli())
                .storedBytes(0L)
                .build();
    }
}
