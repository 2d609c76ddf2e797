package dev.slipway.target;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Asks a health address once, within a time that bounds the whole exchange. */
@Component
public class HttpProbe {

    private static final int MAX_BODY = 64 * 1024;

    // A client brings a thread and the certificates of the machine: a portal that probes nothing has none.
    private final Supplier<HttpClient> client = SingletonSupplier.of(() -> HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build());

    /**
     * What was answered.
     *
     * @param status the HTTP status, or 0 when there was no answer
     * @param text for people, such as {@code 200 in 4 ms} or {@code connection refused}
     * @param body at most 64 KiB of it
     */
    public record Answer(int status, String text, String body, Duration took) {

        /** Whether the status is 200 to 299. */
        public boolean good() {
            return status >= 200 && status < 300;
        }
    }

    public Answer ask(URI address, Duration timeout) {
        var begin = System.nanoTime();
        var request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("User-Agent", "slipway-health")
                .build();
        var asked = client.get()
                .sendAsync(
                        request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BODY));
        try {
            var response = asked.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            var took = Duration.ofNanos(System.nanoTime() - begin);
            return new Answer(
                    response.statusCode(),
                    response.statusCode() + " in " + took.toMillis() + " ms",
                    new String(response.body(), StandardCharsets.UTF_8),
                    took);
        } catch (TimeoutException e) {
            asked.cancel(true);
            return none("no answer in " + timeout.toMillis() + " ms", begin);
        } catch (ExecutionException e) {
            return none(describe(e.getCause(), timeout), begin);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return none("interrupted", begin);
        }
    }

    private static Answer none(String text, long begin) {
        return new Answer(0, text, "", Duration.ofNanos(System.nanoTime() - begin));
    }

    private static String describe(@Nullable Throwable failure, Duration timeout) {
        return switch (failure) {
            case null -> "no answer";
            case java.net.http.HttpTimeoutException _ -> "no answer in " + timeout.toMillis() + " ms";
            case java.net.ConnectException _ -> "connection refused";
            default -> {
                var message = failure.getMessage();
                yield message == null ? failure.getClass().getSimpleName() : message;
            }
        };
    }
}
