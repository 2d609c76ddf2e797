package dev.slipway.notification.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.notification.Channel;
import dev.slipway.notification.Notices;
import dev.slipway.notification.NotificationProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SlackAppTest extends HttpContract {

    private static final String POSTED = "{\"ok\": true, \"channel\": \"C024BE91L\", \"ts\": \"1764273600.000100\"}";

    private final SlackApp slack = new SlackApp(
            http,
            JsonMapper.shared(),
            new NotificationProperties(
                    Duration.ZERO,
                    Duration.ofDays(3),
                    Duration.ofDays(30),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    receiver.url("/api"),
                    new NotificationProperties.Mail(
                            null, 25, null, null, "x@y", NotificationProperties.Security.NONE)));

    @BeforeEach
    void secret() {
        secrets.put("bot", "xoxb-17653672481");
        receiver.says(200, POSTED);
    }

    @Override
    Notifier notifier() {
        return slack;
    }

    @Override
    Channel.Destination destination() {
        return new Channel.Destination("C024BE91L", "test:bot");
    }

    @Override
    void refuseForNow() {
        receiver.says(200, "{\"ok\": false, \"error\": \"ratelimited\"}");
    }

    @Override
    void refuseForGood() {
        receiver.says(200, "{\"ok\": false, \"error\": \"invalid_auth\"}");
    }

    @Test
    void laterMessageShouldTakeThePlaceOfTheEarlier() throws Exception {
        var first = slack.send(destination(), Notices.ended(1), Notices.NOW);
        var handle = java.util.Objects.requireNonNull(first.handle());
        var second = slack.update(destination(), Notices.ended(2), handle, Notices.NOW);

        assertThat(receiver.taken())
                .extracting(Receiver.Taken::path)
                .containsExactly("/api/chat.postMessage", "/api/chat.update");
        var update = JsonMapper.shared().readTree(received());
        assertThat(update.path("channel").asString()).isEqualTo("C024BE91L");
        assertThat(update.path("ts").asString()).isEqualTo("1764273600.000100");
        assertThat(second.handle()).isEqualTo(first.handle());
        assertThat(receiver.last().headers()).containsEntry("authorization", "Bearer xoxb-17653672481");
    }

    @ParameterizedTest
    @ValueSource(strings = {"message_not_found", "cant_update_message", "edit_window_closed"})
    void messageThatIsGoneShouldBeFollowedByANewOne(String error) throws Exception {
        receiver.says(taken -> new Receiver.Said(
                200,
                taken.path().endsWith("update") ? "{\"ok\": false, \"error\": \"" + error + "\"}" : POSTED,
                Map.of()));

        var receipt = slack.update(destination(), Notices.ended(1), "C024BE91L/1.1", Notices.NOW);

        assertThat(receipt.handle()).isEqualTo("C024BE91L/1764273600.000100");
        assertThat(receiver.taken()).hasSize(2);
    }

    @Test
    void answerThatIsNoneShouldCountAsNotTaken() {
        receiver.says(200, "<html>");
        var failed = catchThrowableOfType(
                NotDelivered.class, () -> slack.send(destination(), Notices.ended(1), Notices.NOW));

        assertThat(failed.last()).isFalse();
    }
}
