package dev.slipway;

import dev.slipway.testing.PortalTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@PortalTest
class PortalStartTest {

    private final WebTestClient client;

    @Autowired
    PortalStartTest(@LocalServerPort int port) {
        client =
                WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    @Test
    void livenessShouldBeOpen() {
        client.get().uri("/health").exchange().expectStatus().isOk();
    }

    @Test
    void readinessShouldTellTheDatabase() {
        client.get().uri("/ready").exchange().expectStatus().isOk();
    }
}
