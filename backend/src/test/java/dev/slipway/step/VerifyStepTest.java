package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.job.spi.Step;
import dev.slipway.job.spi.StepResult.Failed;
import dev.slipway.job.spi.StepResult.Succeeded;
import dev.slipway.target.Health;
import dev.slipway.target.HttpProbe;
import dev.slipway.target.Observation;
import dev.slipway.target.SettingProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifyStepTest extends StepContract {

    private static final String PER_INSTANCE =
            "{\"url\": \"http://${instance.address}/health\", \"body\": \"\\\\bup\\\\b\", \"latency\": \"2s\"}";

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile int badAnswers;
    private volatile String body = "service up";
    private FakeTarget target = new FakeTarget();

    VerifyStepTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void listen() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked.incrementAndGet() <= badAnswers ? 503 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    Step step() {
        return new VerifyStep(new HttpProbe());
    }

    @Override
    InMemoryStepContext fresh() {
        target = new FakeTarget();
        target.observation = FakeTarget.seen("1.1.0", Health.HEALTHY, address());
        return new InMemoryStepContext().on(target).with(PER_INSTANCE);
    }

    @Override
    long changes() {
        return target.begun.size() + target.tasks.size();
    }

    @Override
    long changesOfOneRun() {
        return 0;
    }

    @Test
    void everyPassShouldAskEveryInstance() throws Exception {
        var result = (Succeeded) untilOver(step(), fresh());
        assertThat(asked).hasValue(3);
        assertThat(result.summary()).contains("3 times in a row", "1.1.0", "200 in");
    }

    @Test
    void passesShouldBeConsecutive() throws Exception {
        badAnswers = 2;
        assertThat(untilOver(step(), fresh())).isInstanceOf(Succeeded.class);
        assertThat(asked).hasValue(5);
    }

    @Test
    void aWrongStatusShouldFailInTheEndWithTheAnswer() throws Exception {
        status = 500;
        var result = (Failed) untilOver(step(), fresh());
        assertThat(result.report().what()).contains("Not proven within 2m", "not 200");
        assertThat(result.report().healthAnswer()).startsWith("500 in");
    }

    @Test
    void aBodyThatDoesNotMatchShouldFail() throws Exception {
        body = "updating";
        var result = (Failed) untilOver(step(), fresh());
        assertThat(result.report().what()).contains("answers without");
    }

    @Test
    void anotherVersionShouldFailAlthoughItIsHealthy() throws Exception {
        var context = fresh();
        target.observation = FakeTarget.seen("1.0.0", Health.HEALTHY, address());
        var result = (Failed) untilOver(step(), context);
        assertThat(result.report().what()).contains("web-1 runs 1.0.0", "not 1.1.0");
    }

    @Test
    void unknownHealthShouldNotPass() throws Exception {
        var context = fresh();
        target.observation = FakeTarget.seen("1.1.0", Health.UNKNOWN, address());
        assertThat(untilOver(step(), context)).isInstanceOf(Failed.class);
    }

    @Test
    void aMissingInstanceShouldNotPass() throws Exception {
        var context = fresh();
        var seen = FakeTarget.seen("1.1.0", Health.HEALTHY, address());
        target.observation =
                new Observation(seen.seen(), Health.HEALTHY, 2, 1, 0, "1.1.0", null, false, seen.instances(), "");
        var result = (Failed) untilOver(step(), context);
        assertThat(result.report().what()).contains("1 of 2 instances run");
    }

    @Test
    void aTargetThatCannotBeAskedShouldNotPass() throws Exception {
        var context = fresh();
        target.reachable = false;
        var result = (Failed) untilOver(step(), context);
        assertThat(result.report().what()).contains("the target cannot be asked");
    }

    @Test
    void aJobWithoutAReleaseShouldVerifyWhatWasLastProven() throws Exception {
        var context = fresh();
        context.revision = null;
        context.verified.add(InMemoryStepContext.revision("1.1.0"));
        assertThat(untilOver(step(), context)).isInstanceOf(Succeeded.class);
    }

    @Test
    void wrongSettingsShouldBeNamed() {
        assertThat(problems("{\"body\": \"up(\", \"url\": \"http://x\"}")).containsExactly("body");
        assertThat(problems("{\"status\": 200}")).containsExactly("url");
        assertThat(problems("{\"url\": \"ftp://x\"}")).containsExactly("url");
        assertThat(problems("{\"passes\": 0}")).containsExactly("passes");
    }

    private List<String> problems(String settings) {
        return step().validate(new InMemoryStepContext().with(settings).settings()).stream()
                .map(SettingProblem::path)
                .toList();
    }
}
