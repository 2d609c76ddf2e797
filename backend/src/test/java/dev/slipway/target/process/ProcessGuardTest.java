package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.target.Finding;
import dev.slipway.target.Following;
import dev.slipway.target.Outcome;
import dev.slipway.target.Progress;
import dev.slipway.target.TargetEvent;
import dev.slipway.testing.BesideOthers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/** Secrets, ports and files that others know, hold or change. */
@BesideOthers
class ProcessGuardTest {

    @RegisterExtension
    final LivePlacement placement = new LivePlacement();

    @Test
    void secretShouldReachTheProcessAndNoStateFile() throws Exception {
        var revision = placement.secretive(placement.one(placement.playground.good("1.0.0")));
        placement.verify(revision, "one");
        var id = placement.observe(revision).instances().getFirst().id();

        var log = placement.playground.target().logs(placement.playground.placement(), id, 0, 10_000);
        assertThat(new String(log.bytes(), StandardCharsets.UTF_8)).contains(LivePlacement.SECRET);
        assertNoFileHolds(LivePlacement.SECRET);
    }

    @Test
    void secretInTheLastLinesOfAFailedInstanceShouldBeMasked() throws Exception {
        var following = new Following(
                placement.playground,
                placement.deploy(
                        placement.secretive(placement.one(placement.playground.crashing("1.2.0"))), null, "crash"));

        var end = (Progress.Ended) following.until(_ -> false);

        assertThat(following.messages()).noneMatch(message -> message.contains(LivePlacement.SECRET));
        assertThat(following.messages()).anyMatch(message -> message.contains("with ***"));
        assertThat(String.valueOf(end.symptom())).doesNotContain(LivePlacement.SECRET);
        assertNoFileHolds(LivePlacement.SECRET);
    }

    @Test
    void portOfAnotherProcessShouldBePassedOverAndNamed() throws Exception {
        try (var foreign = listenOn(placement.firstPort)) {
            assertThat(foreign.isBound()).isTrue();
            var revision = placement.one(placement.playground.good("1.0.0"));

            var findings = placement.playground.target().check(placement.order(revision, null, "check"));
            placement.verify(revision, "one");

            assertThat(findings)
                    .filteredOn(finding -> finding.check().equals("foreign-process"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.result()).isEqualTo(Finding.Result.WARN);
                        assertThat(finding.evidence())
                                .contains("port " + placement.firstPort + ": pid "
                                        + ProcessHandle.current().pid());
                    });
            assertThat(placement.observe(revision).instances().getFirst().address())
                    .isEqualTo("127.0.0.1:" + (placement.firstPort + 1));
        }
    }

    /** Something answers 200 on the instance's port, but it is not the instance. */
    @Test
    void answerOfAnotherProcessShouldNotCountAsHealth() throws Exception {
        var silent = ProcessPlayground.with(placement.one(placement.playground.good("1.0.0")), json -> {
            json.putArray("command").add("/bin/sleep").add("300");
            ((ObjectNode) json.get("health")).put("startupGraceSeconds", 5);
        });
        var following = new Following(placement.playground, placement.deploy(silent, null, "silent"));
        following.untilEvent("web-1 started");
        var other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), placement.firstPort), 0);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        try {
            following.untilEvent("another process answers on port " + placement.firstPort);
            placement.playground.clock.push(Duration.ofSeconds(30));
            following.untilEvent("Breaker: failed 1 of 3");
        } finally {
            other.stop(0);
        }
        assertThat(following.events())
                .filteredOn(event -> event.level() == TargetEvent.Level.GOOD)
                .isEmpty();
    }

    @Test
    void filesThatWereChangedShouldNotBeStartedFrom() throws Exception {
        var before = placement.one(placement.playground.good("1.0.0"));
        placement.verify(before, "one");
        changeUnpackedFiles();

        var verdict = Following.toTheEnd(
                placement.playground,
                placement.playground.target().forceUpdate(placement.order(before, before, "force")));

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(placement.observe(before).instances())
                .singleElement()
                .satisfies(instance -> assertThat(instance.id()).isEqualTo("web-2"));
    }

    @Test
    void instanceWhoseFilesChangeBeforeTheVerdictShouldNotBeProven() throws Exception {
        var following = new Following(
                placement.playground,
                placement.deploy(placement.one(placement.playground.slow("1.4.0")), null, "slow"));
        following.untilEvent("started");
        changeUnpackedFiles();

        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.reason()).contains("[web-1] have been changed");
    }

    private void changeUnpackedFiles() throws IOException {
        try (var files = Files.walk(placement.playground.folder.resolve("unpacked"))) {
            for (var file : files.filter(path -> path.endsWith("version")).toList()) {
                Files.writeString(file, "another");
            }
        }
    }

    private static ServerSocket listenOn(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    /** Logs are what the process itself prints. */
    private void assertNoFileHolds(String text) throws IOException {
        try (var files = Files.walk(placement.folder)) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("log"))
                    .toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(text);
            }
        }
    }
}
