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
    Digest single(String architecture) {
        return kept(SampleImage.single(architecture)).digest();
    }

    @Override
    Digest index(String... architectures) {
        return kept(SampleImage.index(architectures)).digest();
    }

    private SampleImage kept(SampleImage image) {
        server.keep(image);
        return image;
    }

    @Override
    void fail() {
        server.status = 503;
    }

    @Test
    void bytesThatAreNotTheDigestShouldNotBeTrusted() {
        var sample = kept(SampleImage.single("amd64"));
        server.damage(sample.digest(), SampleImage.bytes("{\"config\":{},\"layers\":[]}"));

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> registry().image("shop/web", sample.digest(), Platform.LINUX_AMD64))
                .withMessageContaining("are not " + sample.digest().abbreviated());
    }

    @Test
    void tokenShouldBeUsedAgainWhileItIsGood() throws Exception {
        var sample = kept(SampleImage.index("amd64", "arm64"));

        registry().image("shop/web", sample.digest(), ARM);
        registry().image("shop/web", sample.digest(), ARM);

        assertThat(server.tokens).hasValue(1);
    }

    @Test
    void loginShouldBeSentForATokenOnly() throws Exception {
        server.login = "Basic cm9ib3Q6c2VzYW1l";
        login = Optional.of(new Login("robot", "sesame"));
        var sample = kept(SampleImage.single("amd64"));

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
        var sample = kept(SampleImage.single("amd64"));

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> registry().image("shop/web", sample.digest(), Platform.LINUX_AMD64))
                .withMessageContaining("look at the configured login")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sesame"));
    }

    @Test
    void answerThatIsTooLargeShouldBeRefused() {
        var sample = kept(SampleImage.single("amd64"));
        server.damage(sample.digest(), new byte[(4 << 20) + 1]);

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> registry().image("shop/web", sample.digest(), Platform.LINUX_AMD64))
                .withMessageContaining("larger than");
    }

    @Test
    void registryThatDoesNotAnswerShouldNotBeWaitedForLongerThanItsTime() {
        var sample = kept(SampleImage.single("amd64"));
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
