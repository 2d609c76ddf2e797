package dev.slipway.artifact.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.artifact.Digest;
import dev.slipway.artifact.registry.RegistryLogins.Login;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OciRegistryTest extends RegistryContract {

    private RegistryServer server;
    private Optional<Login> login = Optional.empty();
    private final Exchange exchange = new Exchange(Duration.ofSeconds(30));
    private final Tokens tokens = new Tokens(exchange, Clock.systemUTC());

    @BeforeEach
    void start() throws IOException {
        server = new RegistryServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    Registry registry() {
        return at(server.host(), exchange);
    }

    private Registry at(String host, Exchange exchange) {
        return new OciRegistry(URI.create("http://" + host), () -> login, exchange, tokens);
    }

    @Override
    void push(SampleImage image) {
        server.keep(image);
    }

    @Override
    void damage(Digest digest, byte[] bytes) {
        server.damage(digest, bytes);
    }

    @Override
    void fail() {
        server.status = 503;
    }

    @Test
    void tokenShouldBeUsedAgainWhileItIsGood() throws Exception {
        var sample = SampleImage.index("amd64", "arm64");
        push(sample);

        registry().image("shop/web", sample.digest(), ARM);
        registry().image("shop/web", sample.digest(), ARM);

        assertThat(server.tokens).hasValue(1);
    }

    @Test
    void loginShouldBeSentForATokenOnly() throws Exception {
        server.login = "Basic cm9ib3Q6c2VzYW1l";
        login = Optional.of(new Login("robot", "sesame"));
        var sample = SampleImage.single("amd64");
        push(sample);

        assertThat(registry()
                        .image("shop/web", sample.digest(), Platform.LINUX_AMD64)
                        .content())
                .isNotNull();
        assertThat(server.toStore).containsEntry("Authorization", "null");
    }

    @Test
    void refusalShouldNameWhoAskedAndNeverThePassword() {
        server.login = "Basic somebody-else";
        login = Optional.of(new Login("robot", "sesame"));
        var sample = SampleImage.single("amd64");
        push(sample);

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> registry().image("shop/web", sample.digest(), Platform.LINUX_AMD64))
                .withMessageContaining("look at the configured login")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sesame"));
    }

    @Test
    void answerThatIsTooLargeShouldBeRefused() {
        var sample = SampleImage.single("amd64");
        push(sample);
        server.damage(sample.digest(), new byte[(4 << 20) + 1]);

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> registry().image("shop/web", sample.digest(), Platform.LINUX_AMD64))
                .withMessageContaining("larger than");
    }

    @Test
    void registryThatDoesNotAnswerShouldNotBeWaitedForLongerThanItsTime() {
        var sample = SampleImage.single("amd64");
        push(sample);
        server.silent = true;

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> at(server.host(), new Exchange(Duration.ofMillis(200)))
                        .image("shop/web", sample.digest(), Platform.LINUX_AMD64))
                .withMessageContaining("200 ms");
    }

    @Test
    void registryThatIsNotThereShouldBeUnavailable() throws Exception {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> at("127.0.0.1:" + free, exchange)
                        .image("shop/web", Digest.of(new byte[0]), Platform.LINUX_AMD64))
                .withMessageContaining("cannot be asked");
    }
}
