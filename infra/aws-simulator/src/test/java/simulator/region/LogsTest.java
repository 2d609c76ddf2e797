package simulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static simulator.region.Cloud.refusal;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import simulator.logs.LogGroups;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

class LogsTest {

    private static final String GROUP = "/ecs/chat";
    private static final String STREAM = "ecs/chat/0123456789abcdef";

    @RegisterExtension
    private final Cloud cloud = new Cloud();

    private CloudWatchLogsAsyncClient client;
    private LogGroups logs;

    @BeforeEach
    void open() {
        client = cloud.client(CloudWatchLogsAsyncClient.builder());
        logs = cloud.region().logs().group(GROUP);
        logs.delayLinesBy(Duration.ZERO);
    }

    @Test
    void aStreamShouldBeAbsentUntilItsFirstLineCanBeRead() {
        logs.delayLinesBy(Duration.ofSeconds(5));
        logs.append(GROUP, STREAM, "starting");
        assertThat(refusal(client.getLogEvents(
                        request -> request.logGroupName(GROUP).logStreamName(STREAM))))
                .isEqualTo("ResourceNotFoundException");

        cloud.pass(Duration.ofSeconds(5));

        assertThat(page(null, 10).events()).extracting(OutputLogEvent::message).containsExactly("starting");
    }

    @Test
    void readingShouldGoOnWithTheForwardTokenAndRepeatItAtTheEnd() {
        IntStream.range(0, 25).forEach(number -> logs.append(GROUP, STREAM, "line " + number));

        var first = page(null, 10);
        var second = page(first.nextForwardToken(), 10);
        var third = page(second.nextForwardToken(), 10);
        var end = page(third.nextForwardToken(), 10);

        assertThat(third.events())
                .extracting(OutputLogEvent::message)
                .endsWith("line 24")
                .hasSize(5);
        assertThat(end.events()).isEmpty();
        assertThat(end.nextForwardToken()).isEqualTo(third.nextForwardToken());
        logs.append(GROUP, STREAM, "late");
        assertThat(page(end.nextForwardToken(), 10).events())
                .extracting(OutputLogEvent::message)
                .containsExactly("late");
    }

    @Test
    void anEmptyPageShouldNotBeTheEnd() {
        logs.interspersePagesWithEmptyOnes(true);
        logs.append(GROUP, STREAM, "one");

        var empty = page(null, 10);
        var full = page(empty.nextForwardToken(), 10);

        assertThat(empty.events()).isEmpty();
        assertThat(full.events()).extracting(OutputLogEvent::message).containsExactly("one");
        assertThat(page(full.nextForwardToken(), 10).nextForwardToken()).isEqualTo(full.nextForwardToken());
    }

    @Test
    void aTokenShouldLiveForADay() {
        logs.append(GROUP, STREAM, "one");
        var token = page(null, 10).nextForwardToken();

        cloud.pass(Duration.ofHours(25));

        assertThat(refusal(client.getLogEvents(request ->
                        request.logGroupName(GROUP).logStreamName(STREAM).nextToken(token))))
                .isEqualTo("InvalidParameterException");
    }

    @Test
    void groupsStreamsAndLinesShouldBeFound() {
        logs.append(GROUP, STREAM, "GET /health 200");
        cloud.pass(Duration.ofSeconds(1));
        logs.append(GROUP, "ecs/chat/fedcba", "ERROR no route to redis");

        assertThat(client.describeLogGroups(request -> request.logGroupNamePrefix("/ecs/"))
                        .join()
                        .logGroups()
                        .getFirst()
                        .logGroupArn())
                .isEqualTo("arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/chat");
        assertThat(client.describeLogStreams(request -> request.logGroupName(GROUP)
                                .orderBy("LastEventTime")
                                .descending(true))
                        .join()
                        .logStreams())
                .extracting(stream -> stream.logStreamName())
                .containsExactly("ecs/chat/fedcba", STREAM);
        assertThat(client.filterLogEvents(
                                request -> request.logGroupName(GROUP).filterPattern("?ERROR ?\"Traceback (most\""))
                        .join()
                        .events())
                .extracting(FilteredLogEvent::message)
                .containsExactly("ERROR no route to redis");
    }

    @Test
    void linesForAGroupThatIsNotThereShouldBeLost() {
        assertThat(logs.append("/ecs/other", STREAM, "lost")).isFalse();
        assertThat(refusal(client.describeLogStreams(request -> request.logGroupName("/ecs/other"))))
                .isEqualTo("ResourceNotFoundException");
    }

    private GetLogEventsResponse page(@org.jspecify.annotations.Nullable String token, int limit) {
        return client.getLogEvents(request -> request.logGroupName(GROUP)
                        .logStreamName(STREAM)
                        .startFromHead(true)
                        .nextToken(token)
                        .limit(limit))
                .join();
    }
}
