package dev.slipway.notification.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.notification.Channel;
import dev.slipway.notification.Notices;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TeamsTest extends HttpContract {

    private final Teams teams = new Teams(http, JsonMapper.shared());

    @BeforeEach
    void secret() {
        secrets.put("hook", receiver.url("/workflows/1/triggers?sig=x7Qm2").toString());
        receiver.says(202, "");
    }

    @Override
    Notifier notifier() {
        return teams;
    }

    @Override
    Channel.Destination destination() {
        return new Channel.Destination(null, "test:hook");
    }

    @Test
    void messageShouldBeAnAdaptiveCard() throws Exception {
        teams.send(destination(), Notices.ended(1), Notices.NOW);

        var card = JsonMapper.shared().readTree(received()).at("/attachments/0");
        assertThat(card.path("contentType").asString()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.at("/content/type").asString()).isEqualTo("AdaptiveCard");
        assertThat(card.at("/content/body/0/inlines/0/color").asString()).isEqualTo("Attention");
        assertThat(card.at("/content/actions/0/title").asString()).isEqualTo("Open job #12");
    }
}
