package dev.slipway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name whose owner answers with another address each time it is asked for. */
class RebindingTest {

    private static final String NAME = "rebind.example.org";

    private final AtomicInteger lookups = new AtomicInteger();
    private final AtomicInteger insiders = new AtomicInteger();
    private HttpServer checked;
    private HttpServer inside;

    /** Two hosts with one port: the one that is looked at first, and the one that must not be reached by way of it. */
    @BeforeEach
    void listen() throws IOException {
        checked = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        checked.createContext("/", exchange -> {
            var away = exchange.getRequestURI().getPath().equals("/away");
            var body = ("for " + exchange.getRequestHeaders().getFirst("Host")).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "http://127.0.0.3:" + port() + "/");
            exchange.sendResponseHeaders(away ? 302 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        checked.start();
        inside = HttpServer.create(new InetSocketAddress("127.0.0.3", port()), 0);
        inside.createContext("/", exchange -> {
            insiders.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        inside.start();
    }

    @AfterEach
    void close() {
        checked.stop(0);
        inside.stop(0);
    }

    @Test
    void whatWasLookedAtShouldBeWhatIsConnectedTo() throws Exception {
        var http = new OutgoingHttp(OutgoingProperties.ANY, answering("127.0.0.2", "127.0.0.3", "127.0.0.3"));

        var answer = http.post(URI.create("http://" + NAME + ":" + port() + "/"), Map.of(), "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("for " + NAME + ":" + port());
        assertThat(lookups).as("asked for the name").hasValue(1);
        assertThat(insiders).hasValue(0);
    }

    @Test
    void eachRequestShouldBeLookedAtAgain() throws Exception {
        var http = new OutgoingHttp(OutgoingProperties.ANY, answering("127.0.0.2", "169.254.169.254"));
        var address = URI.create("http://" + NAME + ":" + port() + "/");

        assertThat(http.get(address).status()).isEqualTo(200);
        assertThatThrownBy(() -> http.get(address))
                .isInstanceOf(AddressRefused.class)
                .hasMessageContaining("169.254.169.254");
    }

    @Test
    void oneForbiddenAddressAmongOthersShouldForbidTheName() {
        var http = new OutgoingHttp(OutgoingProperties.ANY, _ -> {
            lookups.incrementAndGet();
            return new InetAddress[] {InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("169.254.169.254")};
        });

        assertThatThrownBy(() -> http.get(URI.create("http://" + NAME + ":" + port() + "/")))
                .isInstanceOf(AddressRefused.class);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void whereItIsRedirectedToShouldNotBeAsked() throws Exception {
        var http = new OutgoingHttp(OutgoingProperties.ANY, answering("127.0.0.2"));

        assertThat(http.get(URI.create("http://" + NAME + ":" + port() + "/away"))
                        .status())
                .isEqualTo(302);
        assertThat(insiders).hasValue(0);
    }

    private int port() {
        return checked.getAddress().getPort();
    }

    private PublicAddresses.Lookup answering(String... addresses) {
        Deque<String> left = new ArrayDeque<>(List.of(addresses));
        return _ -> {
            lookups.incrementAndGet();
            return new InetAddress[] {InetAddress.ofLiteral(left.removeFirst())};
        };
    }
}
