package dev.slipway.gate;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Posts to an address of a project's definition. It is resolved once and connected to as resolved, follows no redirect,
 * and is read no further than about 64 KiB.
 */
@Component
class Endpoint {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int LARGEST = 64 * 1024;

    private final HttpClient client = HttpClient.create(ConnectionProvider.newConnection())
            .followRedirect(false)
            .disableRetry(true)
            .responseTimeout(LIMIT);

    /** What was answered. */
    record Answer(int status, String body) {}

    /** Blocks. */
    Answer post(URI address, Map<String, String> headers, String body) throws IOException, AddressRefused {
        var secure = "https".equals(address.getScheme());
        var port = address.getPort() < 0 ? (secure ? 443 : 80) : address.getPort();
        var resolved = PublicAddresses.resolve(address.getHost());
        var to = pinned(address.getHost(), resolved, port);
        var http = client.remoteAddress(() -> to).headers(all -> {
            all.set("Content-Type", "application/json");
            all.set("User-Agent", "slipway-gate");
            all.set("Host", address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + port);
            headers.forEach(all::set);
        });
        var path = (address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath())
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        try {
            var answer = (secure ? http.secure() : http.noSSL())
                    .post()
                    .uri(path)
                    .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8))))
                    .response((response, content) -> {
                        var bytes = new ByteArrayOutputStream();
                        return content.asByteArray()
                                .takeWhile(_ -> bytes.size() < LARGEST)
                                .doOnNext(bytes::writeBytes)
                                .then(Mono.fromSupplier(() ->
                                        new Answer(response.status().code(), bytes.toString(StandardCharsets.UTF_8))));
                    })
                    .singleOrEmpty()
                    .block(LIMIT);
            return Objects.requireNonNull(answer);
        } catch (RuntimeException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(String.valueOf(cause.getMessage()), e);
        }
    }

    /** Keeps the name, which TLS checks the certificate against. */
    private static InetSocketAddress pinned(String host, InetAddress address, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port);
    }
}
