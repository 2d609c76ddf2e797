package dev.slipway.net;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Asks an address that a person has set. It is resolved once and connected to as resolved, follows no redirect,
 * and is read no further than about 64 KiB.
 */
@Component
public class OutgoingHttp {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int LARGEST = 64 * 1024;

    private final HttpClient client = HttpClient.create(ConnectionProvider.newConnection())
            .followRedirect(false)
            .disableRetry(true)
            .responseTimeout(LIMIT);

    private final OutgoingProperties rules;
    private final PublicAddresses.Lookup lookup;

    @Autowired
    public OutgoingHttp(OutgoingProperties rules) {
        this(rules, InetAddress::getAllByName);
    }

    OutgoingHttp(OutgoingProperties rules, PublicAddresses.Lookup lookup) {
        this.rules = rules;
        this.lookup = lookup;
    }

    /**
     * What was answered.
     *
     * @param headers by their names in lower case; of several of one name, the last
     */
    public record Answer(int status, String body, Map<String, String> headers) {

        public Answer {
            headers = Map.copyOf(headers);
        }

        /** @return null when the answer has no such header */
        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        public @Nullable String retryAfter() {
            return header("Retry-After");
        }
    }

    /**
     * Posts JSON, unless a header says what else it is; blocks for at most ten seconds.
     *
     * @throws IOException if nothing answered
     * @throws AddressRefused if the address must not be asked
     */
    public Answer post(URI address, Map<String, String> headers, String body) throws IOException, AddressRefused {
        return ask(HttpMethod.POST, address, headers, body);
    }

    /**
     * Gets a document; blocks for at most ten seconds.
     *
     * @throws IOException if nothing answered
     * @throws AddressRefused if the address must not be asked
     */
    public Answer get(URI address) throws IOException, AddressRefused {
        return get(address, Map.of());
    }

    /** The same, with headers such as one that says who asks. */
    public Answer get(URI address, Map<String, String> headers) throws IOException, AddressRefused {
        var all = new HashMap<String, String>();
        all.put("Accept", "application/json");
        all.putAll(headers);
        return ask(HttpMethod.GET, address, all, "");
    }

    private Answer ask(HttpMethod method, URI address, Map<String, String> headers, String body)
            throws IOException, AddressRefused {
        check(address);
        var secure = "https".equals(address.getScheme());
        var port = address.getPort() < 0 ? (secure ? 443 : 80) : address.getPort();
        var resolved = PublicAddresses.resolve(host(address), rules, lookup);
        var to = pinned(host(address), resolved, port);
        var http = client.remoteAddress(() -> to).headers(all -> {
            all.set("Content-Type", "application/json");
            all.set("User-Agent", "slipway");
            all.set("Host", address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + port);
            headers.forEach(all::set);
        });
        var path = (address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath())
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        try {
            var answer = (secure ? http.secure() : http.noSSL())
                    .request(method)
                    .uri(path)
                    .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)))
                            .filter(_ -> !body.isEmpty()))
                    .response((response, content) -> {
                        var bytes = new ByteArrayOutputStream();
                        return content.asByteArray()
                                .takeWhile(_ -> bytes.size() < LARGEST)
                                .doOnNext(bytes::writeBytes)
                                .then(Mono.fromSupplier(() -> new Answer(
                                        response.status().code(),
                                        bytes.toString(StandardCharsets.UTF_8),
                                        headers(response.responseHeaders()))));
                    })
                    .singleOrEmpty()
                    .block(LIMIT);
            return Objects.requireNonNull(answer);
        } catch (RuntimeException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(String.valueOf(cause.getMessage()), e);
        }
    }

    /** Refuses what is no address of the web, and names that are not on the list; says nothing about where a name leads. */
    public void check(URI address) throws AddressRefused {
        if (!"https".equals(address.getScheme()) && !"http".equals(address.getScheme())) {
            throw new AddressRefused("An address begins with https:// or http://");
        }
        if (address.getRawUserInfo() != null) {
            throw new AddressRefused("An address holds no user and no password");
        }
        if (!rules.names(host(address))) {
            throw new AddressRefused(host(address) + " is not among SLIPWAY_OUTGOING_HOSTS");
        }
    }

    private static Map<String, String> headers(Iterable<Map.Entry<String, String>> all) {
        var headers = new HashMap<String, String>();
        all.forEach(one -> headers.put(one.getKey().toLowerCase(Locale.ROOT), one.getValue()));
        return headers;
    }

    private static String host(URI address) throws AddressRefused {
        var host = address.getHost();
        if (host == null) {
            throw new AddressRefused("An address names a host");
        }
        return host;
    }

    /** Keeps the name, which TLS checks the certificate against. */
    private static InetSocketAddress pinned(String host, InetAddress address, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port);
    }
}
