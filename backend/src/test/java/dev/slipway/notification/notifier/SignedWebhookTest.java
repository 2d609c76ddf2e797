package dev.slipway.notification.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.notification.Channel;
import dev.slipway.notification.Notices;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SignedWebhookTest extends HttpContract {

    private final SignedWebhook webhook = new SignedWebhook(http, JsonMapper.shared());

    @BeforeEach
    void secret() {
        secrets.put("key", SECRET);
    }

    @Override
    Notifier notifier() {
        return webhook;
    }

    @Override
    Channel.Destination destination() {
        return new Channel.Destination(receiver.url("/hook?x=1").toString(), "test:key");
    }

    @Test
    void receiverShouldFindTheSignatureRight() throws Exception {
        webhook.send(destination(), Notices.ended(1), Notices.NOW);

        var taken = receiver.last();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring(6)), "HmacSHA256"));
        var signed =
                taken.headers().get("webhook-id") + "." + taken.headers().get("webhook-timestamp") + "." + taken.body();
        assertThat(taken.headers())
                .containsEntry(
                        "webhook-signature",
                        "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes("UTF-8"))))
                .containsEntry("webhook-id", "msg_1")
                .containsEntry("webhook-timestamp", Long.toString(Notices.NOW.getEpochSecond()));
    }

    /** The example of the reference implementation: https://github.com/standard-webhooks/standard-webhooks */
    @Test
    void signatureShouldBeThatOfStandardWebhooks() {
        assertThat(StandardSignature.of(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void keyThatIsNoneShouldNotSign() {
        assertThatThrownBy(() -> StandardSignature.of("whsec_", "msg_1", 1, ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StandardSignature.of("whsec_%", "msg_1", 1, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void machinesOwnIdentityShouldNeverBeAsked() {
        var to = new Channel.Destination("http://169.254.169.254/latest/meta-data/", "test:key");
        var refused = catchThrowableOfType(NotDelivered.class, () -> webhook.send(to, Notices.ended(1), Notices.NOW));

        assertThat(refused.last()).isTrue();
        assertThat(refused).hasMessageContaining("is not asked");
    }

    @Test
    void redirectShouldNotBeFollowed() {
        receiver.says(_ -> new Receiver.Said(302, "", java.util.Map.of("Location", "http://169.254.169.254/")));
        var refused = catchThrowableOfType(
                NotDelivered.class, () -> webhook.send(destination(), Notices.ended(1), Notices.NOW));

        assertThat(refused.last()).isTrue();
        assertThat(receiver.taken()).hasSize(1);
    }
}
