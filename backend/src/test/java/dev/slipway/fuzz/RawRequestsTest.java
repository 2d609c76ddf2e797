package dev.slipway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PortalTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Bytes that no well-behaved client would send. */
@PortalTest
class RawRequestsTest {

    static final List<String> WRONG = List.of(
            "GET /static/../application.yaml HTTP/1.1",
            "GET /static/..%2f..%2fapplication.yaml HTTP/1.1",
            "GET /static/%2e%2e/%2e%2e/application.yaml HTTP/1.1",
            "GET /static/..%5c..%5capplication.yaml HTTP/1.1",
            "GET /static/css/..%252f..%252fapplication.yaml HTTP/1.1",
            "GET //static//../../etc/passwd HTTP/1.1",
            "GET /health%0d%0aX-Injected:%20yes HTTP/1.1",
            "GET /sign-in?continue=%0d%0aX-Injected:%20yes HTTP/1.1",
            "GET /api/v1/%zz HTTP/1.1",
            "GET /" + "a".repeat(20_000) + " HTTP/1.1",
            "GET /health HTTP/1.1\r\nX-Request-Id: abcdefgh\r\n X-Injected: yes",
            "GET /health HTTP/1.1\r\nX-Long: " + "a".repeat(40_000),
            "GET /health HTTP/9.9",
            "TRACE / HTTP/1.1",
            "POST /api/v1/workload/token HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked",
            "POST /api/v1/workload/token HTTP/1.1\r\nContent-Length: -1",
            "POST /api/v1/workload/token HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
            "GET http://evil.example.org/sign-in HTTP/1.1",
            "BLAH\u0001\u0002");

    private final int port;

    @Autowired
    RawRequestsTest(Environment environment) {
        port = environment.getRequiredProperty("local.server.port", Integer.class);
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void shouldBeRefusedOrAnsweredWithNothingOfTheirs(String request) throws IOException {
        var answer = send(request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).doesNotStartWith("HTTP/1.1 5").doesNotContain("root:", "spring:", "SLIPWAY_PORT");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("\nx-injected");
        assertThat(answer).doesNotContain("dev.slipway", "io.netty", "java.lang", "Exception");
        assertThat(send("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void anotherHostShouldNotComeBackInALink() throws IOException {
        var answer = send("GET / HTTP/1.1\r\nHost: evil.example.org\r\nX-Forwarded-Host: evil.example.org\r\n"
                + "Connection: close\r\n\r\n");
        assertThat(answer).doesNotContain("evil.example.org");
    }

    /** The server may close before it has read all of it, which is an answer too. */
    private String send(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException closed) {
            return "closed: " + closed.getMessage();
        }
    }
}
