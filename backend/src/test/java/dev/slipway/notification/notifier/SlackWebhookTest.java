package dev.slipway.notification.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.notification.Channel;
import dev.slipway.notification.Notices;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SlackWebhookTest extends HttpContract {

    private final SlackWebhook slack = new SlackWebhook(http, JsonMapper.shared());

    @BeforeEach
    void secret() {
        secrets.put("hook", receiver.url("/services/T0/B0/x7Qm2").toString());
    }

    @Override
    Notifier notifier() {
        return slack;
    }

    @Override
    Channel.Destination destination() {
        return new Channel.Destination(null, "test:hook");
    }

    @Test
    void whatPeopleWroteShouldMentionNobody() throws Exception {
        slack.send(destination(), Notices.ended(1), Notices.NOW);

        assertThat(received()).contains("&lt;b&gt;&amp;&lt;/b&gt; @channel").doesNotContain("<b>");
    }

    @Test
    void addressThatIsNoneShouldNotBeTold() {
        secrets.put("hook", "hunter 2");
        var failed = org.assertj.core.api.Assertions.catchThrowableOfType(
                NotDelivered.class, () -> slack.send(destination(), Notices.ended(1), Notices.NOW));

        assertThat(failed).hasMessage("What test:hook leads to is no address");
    }
}
