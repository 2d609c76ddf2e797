package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.TestStores;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.Finding;
import dev.slipway.target.Following;
import dev.slipway.target.Health;
import dev.slipway.target.HttpProbe;
import dev.slipway.target.Observation;
import dev.slipway.target.Outcome;
import dev.slipway.target.Progress;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretReference;
import dev.slipway.target.SecretStore;
import dev.slipway.target.Secrets;
import dev.slipway.target.TargetEvent;
import dev.slipway.testing.BesideOthers;
import dev.slipway.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What only real processes do: end by themselves, outlive portals, print secrets, sit on ports of others. */
@BesideOthers
class ProcessLifeTest {

    private static final String SECRET = "correct-horse-battery";

    @TempDir
    Path folder;

    private ProcessPlayground playground;
    private int firstPort;

    @BeforeEach
    void open() {
        firstPort = FreePorts.inARow(10);
        playground = new ProcessPlayground(
                folder, TestStores.in(folder.resolve("artifacts")), new Secrets(List.of(new OneSecret())), firstPort);
    }

    @AfterEach
    void close() throws IOException {
        playground.close();
    }

    @Test
    void instanceThatEndsByItselfShouldStartAgainAndTellItsExitCode() throws Exception {
        var revision = one(playground.good("1.0.0"));
        verify(revision, "one");

        kill(observe(revision).instances().getFirst().id());
        var resting = await(revision, seen -> seen.instances().getFirst().lastExitCode() != null);

        assertThat(resting.health()).isEqualTo(Health.UNHEALTHY);
        assertThat(resting.instances().getFirst().lastExitCode()).isEqualTo(137);
        playground.target().superviseAll();
        playground.clock.push(Duration.ofSeconds(2));
        var back = await(revision, seen -> seen.health() == Health.HEALTHY);
        assertThat(back.instances()).singleElement().satisfies(instance -> {
            assertThat(instance.restarts()).isEqualTo(1);
            assertThat(instance.lastExitCode()).isEqualTo(137);
        });
        assertThat(playground.starts("1.0.0")).isEqualTo(2);
    }

    @Test
    void instanceThatHangsShouldBeReplaced() throws Exception {
        var revision = ProcessPlayground.with(
                one(playground.good("1.0.0")),
                json -> ((ObjectNode) json.get("health"))
                        .put("timeoutMillis", 100)
                        .put("unhealthyThreshold", 3));
        verify(revision, "one");
        var before = observe(revision).instances().getFirst().id();

        signal("STOP", before);
        await(revision, seen -> seen.health() != Health.HEALTHY);
        var after = await(revision, seen -> {
            playground.clock.push(Duration.ofSeconds(1));
            return seen.health() == Health.HEALTHY && seen.instances().size() == 1;
        });

        assertThat(after.instances().getFirst().id()).isNotEqualTo(before);
        assertThat(playground.starts("1.0.0")).isEqualTo(2);
    }

    @Test
    void instanceThatBecameWellWhileNobodyLookedShouldNotBeLate() throws Exception {
        var revision = one(playground.good("1.0.0"));
        var deployment = deploy(revision, null, "one");
        new Following(playground, deployment).untilEvent("web-1 started");
        var port = playground
                .placementFolder()
                .read()
                .orElseThrow()
                .live()
                .findFirst()
                .orElseThrow()
                .port;
        var health = URI.create("http://127.0.0.1:" + port + "/health");
        Awaitility.await()
                .until(() -> new HttpProbe().ask(health, Duration.ofSeconds(5)).good());
        playground.clock.push(Duration.ofHours(1));

        var verdict = Following.toTheEnd(playground, deployment);

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(playground.starts("1.0.0")).isEqualTo(1);
    }

    @Test
    void instanceThatHangsShouldStayWhenNobodyWantsItReplaced() {
        var patient = ProcessPlayground.with(
                playground.good("1.0.0"), json -> ((ObjectNode) json.get("health")).put("unhealthyThreshold", 0));
        for (var revision : List.of(playground.good("1.0.0"), patient)) {
            var instance = new Instance("web-1", "d-1", StoredRevision.of(revision), 1, playground.clock.instant());
            instance.phase = Instance.Phase.UP;
            for (var asked = 0; asked < 9; asked++) {
                instance.answered(false, "no answer", 2, playground.clock.instant());
            }
            assertThat(instance.hangs(playground.clock.instant())).isFalse();
            instance.answered(false, "no answer", 2, playground.clock.instant());
            assertThat(instance.hangs(playground.clock.instant())).isEqualTo(revision != patient);
            instance.answered(true, "200", 2, playground.clock.instant());
            assertThat(instance.hangs(playground.clock.instant())).isFalse();
        }
    }

    @Test
    void restartShouldWaitLongerEachTime() {
        var instance = new Instance(
                "web-1", "d-1", StoredRevision.of(playground.good("1.0.0")), 1, playground.clock.instant());
        var now = playground.clock.instant();

        for (var seconds : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            instance.rest(now);
            assertThat(instance.restartAt).isEqualTo(now.plusSeconds(seconds));
        }
        instance.startedAt = now.minus(Duration.ofMinutes(6));
        instance.rest(now);
        assertThat(instance.restartAt).isEqualTo(now.plusSeconds(1));
    }

    @Test
    void portalKilledBetweenIntentAndRecordShouldFindWhatItStarted() throws Exception {
        var revision = playground.good("1.0.0");
        var deployment = deploy(revision, null, "one");
        playground.target().follow(playground.placement(), deployment, 0);
        var state = playground.placementFolder().folder().resolve("state.json");
        var asIntended = Files.readAllBytes(state);
        var following = new Following(playground, deployment);
        following.untilEvent("web-2 started");

        // As if the portal had died before it could write down the process.
        Files.write(state, asIntended);
        var verdict = Following.toTheEnd(playground, deployment);

        assertThat(verdict.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(playground.starts("1.0.0")).isEqualTo(2);
    }

    @Test
    void rollingUpdateShouldStayWithinItsBounds() throws Exception {
        var before = playground.good("1.0.0");
        verify(before, "one");
        var following = new Following(playground, deploy(playground.good("1.1.0"), before, "two"));

        following.until(_ -> {
            var seen = observe(before);
            var healthy = seen.instances().stream()
                    .filter(instance -> instance.health() == Health.HEALTHY)
                    .count();
            assertThat(healthy).as(seen.toString()).isGreaterThanOrEqualTo(2);
            assertThat(seen.instances()).hasSizeLessThanOrEqualTo(4);
            return false;
        });

        assertThat(following.toTheEnd().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void updateWithoutRoomAboveShouldStopOneFirst() throws Exception {
        var tight = (java.util.function.Consumer<ObjectNode>)
                json -> json.put("maxPercent", 100).put("minHealthyPercent", 50);
        var before = ProcessPlayground.with(playground.good("1.0.0"), tight);
        verify(before, "one");
        var following = new Following(
                playground, deploy(ProcessPlayground.with(playground.good("1.1.0"), tight), before, "two"));

        following.until(_ -> {
            assertThat(observe(before).instances()).hasSizeLessThanOrEqualTo(2);
            return false;
        });

        assertThat(following.toTheEnd().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void drainingInstanceShouldServeUntilItsTimeIsOver() throws Exception {
        var before = ProcessPlayground.with(one(playground.good("1.0.0")), json -> json.put("drainSeconds", 600));
        verify(before, "one");
        var following = new Following(playground, deploy(one(playground.good("1.1.0")), before, "two"));
        following.untilEvent("drains");
        playground.target().follow(playground.placement(), following.deployment(), 0);

        assertThat(observe(before).instances()).hasSize(2).allMatch(instance -> instance.lastExitCode() == null);
        playground.clock.push(Duration.ofMinutes(10));

        assertThat(following.toTheEnd().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void instanceThatIgnoresItsEndShouldBeKilled() throws Exception {
        var stubborn = worker("1.0.0", "trap '' TERM; while :; do sleep 1; done");
        verify(stubborn, "one");
        var following = new Following(playground, deploy(worker("1.1.0", "exec sleep 300"), stubborn, "two"));
        following.untilEvent("web-1 of 1.0.0 is asked to stop");
        playground.target().follow(playground.placement(), following.deployment(), 0);

        playground.clock.push(Duration.ofSeconds(6));
        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(following.messages()).contains("web-1 stopped: ended with exit code 137");
    }

    @Test
    void workerShouldBeHealthyOnlyWhenItHasStayedUp() throws Exception {
        var following = new Following(playground, deploy(worker("1.0.0", "exec sleep 300"), null, "one"));
        following.untilEvent("started");

        assertThat(observe(playground.good("1.0.0")).pending()).isEqualTo(1);
        playground.clock.push(Duration.ofSeconds(60));

        assertThat(following.toTheEnd().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void breakerShouldCountAndForesee() throws Exception {
        var following = new Following(playground, deploy(one(playground.crashing("1.2.0")), null, "crash"));

        following.toTheEnd();

        assertThat(following.messages())
                .anyMatch(message -> message.matches("Breaker: failed 1 of 3, trips in about \\d+ s"))
                .anyMatch(message -> message.matches("Breaker: failed 2 of 3, trips in about \\d+ s"))
                .contains("Breaker tripped: 3 failed starts in a row");
        assertThat(playground.starts("1.2.0")).isEqualTo(3);
    }

    @Test
    void secretShouldReachTheProcessAndNoStateFile() throws Exception {
        var revision = secretive(one(playground.good("1.0.0")));
        verify(revision, "one");
        var id = observe(revision).instances().getFirst().id();

        var log = playground.target().logs(playground.placement(), id, 0, 10_000);
        assertThat(new String(log.bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains(SECRET);
        assertNoFileHolds(SECRET);
    }

    @Test
    void secretInTheLastLinesOfAFailedInstanceShouldBeMasked() throws Exception {
        var following = new Following(playground, deploy(secretive(one(playground.crashing("1.2.0"))), null, "crash"));

        var end = (Progress.Ended) following.until(_ -> false);

        assertThat(following.messages()).noneMatch(message -> message.contains(SECRET));
        assertThat(following.messages()).anyMatch(message -> message.contains("with ***"));
        assertThat(String.valueOf(end.symptom())).doesNotContain(SECRET);
        assertNoFileHolds(SECRET);
    }

    @Test
    void portOfAnotherProcessShouldBePassedOverAndNamed() throws Exception {
        try (var foreign = listenOn(firstPort)) {
            assertThat(foreign.isBound()).isTrue();
            var revision = one(playground.good("1.0.0"));

            var findings = playground.target().check(order(revision, null, "check"));
            verify(revision, "one");

            assertThat(findings)
                    .filteredOn(finding -> finding.check().equals("foreign-process"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.result()).isEqualTo(Finding.Result.WARN);
                        assertThat(finding.evidence())
                                .contains("port " + firstPort + ": pid "
                                        + ProcessHandle.current().pid());
                    });
            assertThat(observe(revision).instances().getFirst().address()).isEqualTo("127.0.0.1:" + (firstPort + 1));
        }
    }

    /** Something answers 200 on the instance's port, but it is not the instance. */
    @Test
    void answerOfAnotherProcessShouldNotCountAsHealth() throws Exception {
        var silent = ProcessPlayground.with(one(playground.good("1.0.0")), json -> {
            json.putArray("command").add("/bin/sleep").add("300");
            ((ObjectNode) json.get("health")).put("startupGraceSeconds", 5);
        });
        var following = new Following(playground, deploy(silent, null, "silent"));
        following.untilEvent("web-1 started");
        var other = com.sun.net.httpserver.HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), firstPort), 0);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        try {
            following.untilEvent("another process answers on port " + firstPort);
            playground.clock.push(Duration.ofSeconds(30));
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
        var before = one(playground.good("1.0.0"));
        verify(before, "one");
        changeUnpackedFiles();

        var verdict = Following.toTheEnd(playground, playground.target().forceUpdate(order(before, before, "force")));

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(observe(before).instances())
                .singleElement()
                .satisfies(instance -> assertThat(instance.id()).isEqualTo("web-2"));
    }

    @Test
    void instanceWhoseFilesChangeBeforeTheVerdictShouldNotBeProven() throws Exception {
        var following = new Following(playground, deploy(one(playground.slow("1.4.0")), null, "slow"));
        following.untilEvent("started");
        changeUnpackedFiles();

        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.reason()).contains("[web-1] have been changed");
    }

    private void changeUnpackedFiles() throws IOException {
        try (var files = Files.walk(folder.resolve("unpacked"))) {
            for (var file : files.filter(path -> path.endsWith("version")).toList()) {
                Files.writeString(file, "another");
            }
        }
    }

    @Test
    void instancesThatDiedWithTheMachineShouldNotTripTheBreakerAndStartAgain() throws Exception {
        var before = playground.good("1.0.0");
        verify(before, "one");
        var after = ProcessPlayground.with(
                playground.slow("1.1.0"), json -> ((ObjectNode) json.get("breaker")).put("failures", 1));
        var following = new Following(playground, deploy(after, before, "two"));
        following.untilEvent("web-3 started");

        restartMachine();
        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(following.messages())
                .anyMatch(message -> message.startsWith("web-3 ended with the machine"))
                .noneMatch(message -> message.contains("Breaker"));
        assertThat(observe(after).instances())
                .hasSize(2)
                .allMatch(i -> i.version().equals("1.1.0"));
    }

    /** Everything that runs is gone, and what is on disk was written under another boot id. */
    private void restartMachine() throws Exception {
        for (var instance :
                playground.placementFolder().read().orElseThrow().live().toList()) {
            var run = playground.placementFolder().run(instance);
            Awaitility.await().until(() -> {
                var session = run.session();
                if (session.isPresent()) {
                    session.get().signal("KILL");
                } else {
                    run.abandon();
                }
                return run.look() instanceof Run.Look.Ended;
            });
            for (var name : List.of("pid", "watch")) {
                var file = run.folder().resolve(name);
                if (Files.exists(file)) {
                    Files.writeString(file, Files.readString(file).replaceFirst(" [^:]+:", " another-boot:"));
                }
            }
            Files.deleteIfExists(run.folder().resolve("exit"));
        }
    }

    @Test
    void cancelLeavingAsIsShouldKeepBothVersionsRunning() throws Exception {
        var before = playground.good("1.0.0");
        verify(before, "one");
        var deployment = deploy(playground.revision("1.4.0", "slow 60000"), before, "half");
        var following = new Following(playground, deployment);
        following.untilEvent("web-3 started");
        following.untilEvent("web-4 started");

        playground.target().cancel(playground.placement(), deployment, dev.slipway.target.CancelMode.LEAVE_AS_IS);
        var verdict = Following.toTheEnd(playground, deployment);
        playground.pass(Duration.ZERO);

        assertThat(verdict.reason()).contains("2 of 1.0.0, 2 of 1.4.0");
        assertThat(observe(before).running()).isEqualTo(4);
    }

    private Revision one(Revision revision) {
        return ProcessPlayground.with(revision, json -> json.put("instances", 1));
    }

    private Revision worker(String version, String script) {
        return ProcessPlayground.with(playground.good(version), json -> {
            json.remove("health");
            json.remove("ports");
            json.put("instances", 1).put("steadySeconds", version.equals("1.0.0") ? 3 : 0);
            json.putArray("command").add("/bin/sh").add("-c").add(script);
        });
    }

    private Revision secretive(Revision revision) {
        var configuration = new HashMap<>(revision.configuration());
        configuration.put("GREETING", new ConfigurationValue.Secret(SecretReference.parse("test:greeting")));
        return new Revision(revision.version(), revision.artifacts(), revision.settings(), configuration);
    }

    private DeployOrder order(Revision revision, @Nullable Revision lastVerified, String token) {
        return new DeployOrder(playground.placement(), revision, lastVerified, token);
    }

    private DeploymentId deploy(Revision revision, @Nullable Revision lastVerified, String token) throws Exception {
        return playground.target().deploy(order(revision, lastVerified, token));
    }

    private void verify(Revision revision, String token) throws Exception {
        var verdict = Following.toTheEnd(playground, deploy(revision, null, token));
        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
    }

    private Observation observe(Revision revision) {
        try {
            return playground.target().describe(playground.placement(), revision.settings());
        } catch (dev.slipway.target.TargetUnavailable e) {
            throw new AssertionError(e);
        }
    }

    private Observation await(Revision revision, Predicate<Observation> condition) {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        var seen = observe(revision);
        while (System.nanoTime() < end) {
            if (condition.test(seen)) {
                return seen;
            }
            playground.pass(Duration.ofMillis(50));
            seen = observe(revision);
        }
        throw new AssertionError("It did not come so far: " + seen);
    }

    private void kill(String instance) throws IOException {
        signal("KILL", instance);
    }

    private void signal(String name, String instance) throws IOException {
        var run = new Run(playground
                .placementFolder()
                .folder()
                .resolve("instances")
                .resolve(instance)
                .resolve("run-1"));
        run.session().orElseThrow().signal(name);
    }

    private static ServerSocket listenOn(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    /** Logs are what the process itself prints. */
    private void assertNoFileHolds(String text) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("log"))
                    .toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(text);
            }
        }
    }

    private static final class OneSecret implements SecretStore {

        @Override
        public String scheme() {
            return "test";
        }

        @Override
        public String resolve(SecretReference reference) {
            return SECRET;
        }
    }
}
