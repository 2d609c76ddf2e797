package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.LogSlice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;

/**
 * What containers print, from CloudWatch Logs, as bytes by offset: each event is a line. Streams are read forward from
 * their start; where the pages begin is remembered for a while, so that reading on costs one call.
 */
class TaskLogs {

    private static final int STREAMS_KEPT = 500;
    private static final int PAGES_KEPT = 2_000;

    private final Cloud cloud;
    private final Map<Stream, Pages> known = new ConcurrentHashMap<>();

    TaskLogs(Cloud cloud) {
        this.cloud = cloud;
    }

    /** A log stream of CloudWatch. */
    record Stream(AwsAccess access, String group, String name) {}

    /** Tokens by the offset at which their pages begin; the first page has none. */
    private static final class Pages {

        final TreeMap<Long, String> tokens = new TreeMap<>();
    }

    /** Where the container's task prints to; empty if not to CloudWatch. */
    static Optional<Stream> stream(
            AwsAccess access, EcsSettings.@Nullable Logs given, ContainerDefinition container, String taskArn) {
        var name = container.name() + "/" + Arn.name(taskArn);
        if (given != null) {
            return Optional.of(new Stream(access, given.group(), given.prefix() + "/" + name));
        }
        var logging = container.logConfiguration();
        if (logging == null || logging.logDriver() != LogDriver.AWSLOGS) {
            return Optional.empty();
        }
        var group = logging.options().get("awslogs-group");
        var prefix = logging.options().get("awslogs-stream-prefix");
        return group == null || prefix == null
                ? Optional.empty()
                : Optional.of(new Stream(access, group, prefix + "/" + name));
    }

    /**
     * Bytes from the offset on, at most as many as asked for; none where the stream is not there yet.
     *
     * @param ended whether its task has stopped and printed its last
     */
    LogSlice read(Stream stream, long offset, int maxBytes, boolean ended) throws AwsUnavailable {
        var pages = pages(stream);
        var out = new ByteArrayOutputStream();
        long at;
        String token;
        synchronized (pages) {
            var near = pages.tokens.floorEntry(offset);
            at = near == null ? 0 : near.getKey();
            token = near == null ? null : near.getValue();
        }
        while (out.size() < maxBytes) {
            var page = page(stream, token);
            if (page == null) {
                break;
            }
            for (var event : page.events()) {
                var line = (event.message() + "\n").getBytes(StandardCharsets.UTF_8);
                var from = (int) Math.clamp(offset - at, 0, line.length);
                var room = Math.min(line.length - from, maxBytes - out.size());
                out.write(line, from, room);
                at += line.length;
            }
            if (page.next().equals(token)) {
                // The same token again: no more for now.
                break;
            }
            token = page.next();
            remember(pages, at, token);
        }
        var next = offset + out.size();
        return new LogSlice(out.toByteArray(), next, ended && next >= at && out.size() < maxBytes);
    }

    /** The last lines, oldest first; none where there is no log. */
    List<String> tail(Stream stream, int lines) throws AwsUnavailable {
        try {
            return Aws.await(cloud.logs(stream.access())
                            .getLogEvents(request -> request.logGroupName(stream.group())
                                    .logStreamName(stream.name())
                                    .startFromHead(false)
                                    .limit(lines)))
                    .events()
                    .stream()
                    .map(OutputLogEvent::message)
                    .toList();
        } catch (ResourceNotFoundException e) {
            return List.of();
        }
    }

    private record PageOfEvents(List<OutputLogEvent> events, String next) {}

    /** Null while there is no such stream: ECS makes it when the container prints its first line. */
    private @Nullable PageOfEvents page(Stream stream, @Nullable String token) throws AwsUnavailable {
        try {
            var answer = Aws.await(cloud.logs(stream.access())
                    .getLogEvents(request -> request.logGroupName(stream.group())
                            .logStreamName(stream.name())
                            .startFromHead(true)
                            .nextToken(token)));
            return new PageOfEvents(answer.events(), answer.nextForwardToken());
        } catch (ResourceNotFoundException e) {
            return null;
        }
    }

    private Pages pages(Stream stream) {
        if (known.size() > STREAMS_KEPT) {
            known.clear();
        }
        return known.computeIfAbsent(stream, _ -> new Pages());
    }

    private static void remember(Pages pages, long at, String token) {
        synchronized (pages) {
            pages.tokens.put(at, token);
            if (pages.tokens.size() > PAGES_KEPT) {
                pages.tokens.pollFirstEntry();
            }
        }
    }
}
