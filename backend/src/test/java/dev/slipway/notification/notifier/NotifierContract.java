package dev.slipway.notification.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.net.OutgoingHttp;
import dev.slipway.net.OutgoingProperties;
import dev.slipway.notification.Channel;
import dev.slipway.notification.Notices;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretStore;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What every way of sending does, against a real receiver. */
abstract class NotifierContract {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    final Map<String, String> secrets = new ConcurrentHashMap<>();
    final Http http =
            new Http(new OutgoingHttp(OutgoingProperties.ANY), new Secrets(List.of(new TestSecrets(secrets))));

    abstract Notifier notifier();

    abstract Channel.Destination destination();

    /** Everything that the receiver has of the last message. */
    abstract String received();

    /** The receiver says "not now". */
    abstract void refuseForNow();

    /** The receiver says "never". */
    abstract void refuseForGood();

    abstract void goDown();

    private NotDelivered fails() {
        return catchThrowableOfType(
                NotDelivered.class, () -> notifier().send(destination(), Notices.ended(1), Notices.NOW));
    }

    @Test
    void receiverShouldHaveTheMessageWithItsLink() throws Exception {
        var receipt = notifier().send(destination(), Notices.ended(1), Notices.NOW);

        assertThat(receipt.answer()).isNotBlank();
        assertThat(received()).contains("Deploy web 1.1.0", "Olga", "https://portal.example.org/projects/shop/jobs/12");
    }

    @Test
    void receiverThatIsDownShouldBeAskedAgain() {
        goDown();

        assertThat(fails().last()).isFalse();
    }

    @Test
    void receiverThatSaysNotNowShouldBeAskedAgain() {
        refuseForNow();

        assertThat(fails().last()).isFalse();
    }

    @Test
    void receiverThatSaysNeverShouldNotBeAskedAgain() {
        refuseForGood();

        assertThat(fails().last()).isTrue();
    }

    @Test
    void whatFailedShouldNotTellSecrets() {
        refuseForGood();
        var refused = fails().getMessage();
        goDown();
        var down = fails().getMessage();

        assertThat(secrets.values())
                .allSatisfy(secret -> assertThat(refused + down).doesNotContain(secret));
    }

    @Test
    void missingSecretShouldBeSaidByItsReference() {
        if (notifier().kind().secret() == null) {
            return;
        }
        secrets.clear();
        var failed = fails();

        assertThat(failed.last()).as("somebody may still set it").isFalse();
        assertThat(failed)
                .hasMessageContaining(SecretReference.parse(
                                Objects.requireNonNull(destination().secret()))
                        .told());
    }

    private record TestSecrets(Map<String, String> values) implements SecretStore {

        @Override
        public String scheme() {
            return "test";
        }

        @Override
        public String resolve(SecretReference reference) throws SecretUnavailable {
            var value = values.get(reference.path());
            if (value == null) {
                throw new SecretUnavailable(reference, "there is none");
            }
            return value;
        }
    }
}
