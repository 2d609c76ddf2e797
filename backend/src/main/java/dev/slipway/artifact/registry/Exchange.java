package dev.slipway.artifact.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** One request and its whole answer, within a time and a size. Redirects are followed without the authorization. */
final class Exchange {

    private static final int MOST_REDIRECTS = 5;

    // A client brings a thread and the certificates of the machine: a portal that asks no registry has none.
    private final Supplier<HttpClient> client = SingletonSupplier.of(() -> HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build());
    private final Duration timeout;

    Exchange(Duration timeout) {
        this.timeout = timeout;
    }

    /** @throws RegistryUnavailable if there is no answer, or a larger one than allowed */
    HttpResponse<byte[]> get(URI address, String accept, @Nullable String authorization, int mostBytes)
            throws RegistryUnavailable {
        var at = address;
        var credentials = authorization;
        for (var hop = 0; hop <= MOST_REDIRECTS; hop++) {
            var answer = once(at, accept, credentials, mostBytes);
            var next = redirect(at, answer);
            if (next.isEmpty()) {
                return answer;
            }
            // Blobs lie in signed stores that refuse, or would learn, credentials that are meant for the registry.
            credentials = sameOrigin(at, next.get()) ? credentials : null;
            at = next.get();
        }
        throw new RegistryUnavailable(address.getHost() + " redirects without an end");
    }

    private HttpResponse<byte[]> once(URI address, String accept, @Nullable String authorization, int mostBytes)
            throws RegistryUnavailable {
        var request = HttpRequest.newBuilder(address).header("Accept", accept).header("User-Agent", "slipway");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        var asked =
                client.get().sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
        try {
            // Headers and body together: a timeout of the request's own would only count until the headers.
            return asked.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new RegistryUnavailable(
                    address.getAuthority() + " did not answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new RegistryUnavailable(
                    address.getAuthority() + " cannot be asked: " + reason(e.getCause(), mostBytes), e);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new RegistryUnavailable(address.getAuthority() + " was not waited for", e);
        }
    }

    private static Optional<URI> redirect(URI from, HttpResponse<byte[]> answer) throws RegistryUnavailable {
        var status = answer.statusCode();
        var location = answer.headers().firstValue("Location");
        if (status < 301 || status > 308 || status == 304 || location.isEmpty()) {
            return Optional.empty();
        }
        try {
            var to = from.resolve(location.get());
            if (!"https".equals(to.getScheme()) && !to.getScheme().equals(from.getScheme())) {
                throw new RegistryUnavailable(from.getAuthority() + " redirects to an address that is not https");
            }
            return Optional.of(to);
        } catch (IllegalArgumentException e) {
            throw new RegistryUnavailable(from.getAuthority() + " redirects to something that is no address", e);
        }
    }

    private static boolean sameOrigin(URI a, URI b) {
        return a.getScheme().equals(b.getScheme()) && a.getAuthority().equals(b.getAuthority());
    }

    private static String reason(@Nullable Throwable cause, int mostBytes) {
        return switch (cause) {
            case java.net.http.HttpConnectTimeoutException _ -> "no connection within 5 s";
            case java.net.ConnectException e when e.getMessage() == null -> "connection refused";
            case IOException e
            when String.valueOf(e.getMessage()).contains("exceeds capacity") ->
                "its answer is larger than " + mostBytes + " bytes";
            case null -> "for no reason told";
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    }
}
