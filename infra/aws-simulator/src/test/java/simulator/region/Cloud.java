package simulator.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import simulator.Clients;
import simulator.Place;
import simulator.Sessions;
import simulator.Simulator;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A simulated cloud for a test, whose requests must all be as AWS's model says. */
final class Cloud implements AfterEachCallback {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Place HERE = new Place(Sessions.DEFAULT_ACCOUNT, Clients.REGION.id());

    private final Simulator simulator = Simulator.start(NOON, 0);

    Simulator simulator() {
        return simulator;
    }

    Region region() {
        return simulator.in(HERE);
    }

    <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return Clients.of(builder, simulator.endpoint());
    }

    void pass(Duration time) {
        simulator.clock().advance(time);
    }

    /** The error code of a call that AWS refuses. */
    static String refusal(CompletableFuture<?> call) {
        try {
            call.join();
            return "none";
        } catch (CompletionException e) {
            if (e.getCause() instanceof AwsServiceException refused) {
                return refused.awsErrorDetails().errorCode();
            }
            throw e;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        simulator.close();
        assertThat(simulator.violations()).isEmpty();
    }
}
