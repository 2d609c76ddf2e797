package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Following;
import dev.slipway.target.Health;
import dev.slipway.target.HttpProbe;
import dev.slipway.target.Outcome;
import dev.slipway.testing.BesideOthers;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/** What only real processes do: end by themselves, hang, and outlive portals and machines. */
@BesideOthers
class ProcessLifeTest {

    @RegisterExtension
    final LivePlacement placement = new LivePlacement();

    @Test
    void instanceThatEndsByItselfShouldStartAgainAndTellItsExitCode() throws Exception {
        var revision = placement.one(placement.playground.good("1.0.0"));
        placement.verify(revision, "one");

        placement.kill(placement.observe(revision).instances().getFirst().id());
        var resting =
                placement.await(revision, seen -> seen.instances().getFirst().lastExitCode() != null);

        assertThat(resting.health()).isEqualTo(Health.UNHEALTHY);
        assertThat(resting.instances().getFirst().lastExitCode()).isEqualTo(137);
        placement.playground.target().superviseAll();
        placement.playground.clock.push(Duration.ofSeconds(2));
        var back = placement.await(revision, seen -> seen.health() == Health.HEALTHY);
        assertThat(back.instances()).singleElement().satisfies(instance -> {
            assertThat(instance.restarts()).isEqualTo(1);
            assertThat(instance.lastExitCode()).isEqualTo(137);
        });
        assertThat(placement.playground.starts("1.0.0")).isEqualTo(2);
    }

    @Test
    void instanceThatHangsShouldBeReplaced() throws Exception {
        var revision = ProcessPlayground.with(
                placement.one(placement.playground.good("1.0.0")),
                json -> ((ObjectNode) json.get("health"))
                        .put("timeoutMillis", 100)
                        .put("unhealthyThreshold", 3));
        placement.verify(revision, "one");
        var before = placement.observe(revision).instances().getFirst().id();

        placement.signal("STOP", before);
        placement.await(revision, seen -> seen.health() != Health.HEALTHY);
        var after = placement.await(revision, seen -> {
            placement.playground.clock.push(Duration.ofSeconds(1));
            return seen.health() == Health.HEALTHY && seen.instances().size() == 1;
        });

        assertThat(after.instances().getFirst().id()).isNotEqualTo(before);
        assertThat(placement.playground.starts("1.0.0")).isEqualTo(2);
    }

    @Test
    void instanceThatBecameWellWhileNobodyLookedShouldNotBeLate() throws Exception {
        var revision = placement.one(placement.playground.good("1.0.0"));
        var deployment = placement.deploy(revision, null, "one");
        new Following(placement.playground, deployment).untilEvent("web-1 started");
        var port = placement
                .playground
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
        placement.playground.clock.push(Duration.ofHours(1));

        var verdict = Following.toTheEnd(placement.playground, deployment);

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(placement.playground.starts("1.0.0")).isEqualTo(1);
    }

    @Test
    void instanceThatHangsShouldStayWhenNobodyWantsItReplaced() {
        var patient = ProcessPlayground.with(
                placement.playground.good("1.0.0"),
                json -> ((ObjectNode) json.get("health")).put("unhealthyThreshold", 0));
        for (var revision : List.of(placement.playground.good("1.0.0"), patient)) {
            var instance =
                    new Instance("web-1", "d-1", StoredRevision.of(revision), 1, placement.playground.clock.instant());
            instance.phase = Instance.Phase.UP;
            for (var asked = 0; asked < 9; asked++) {
                instance.answered(false, "no answer", 2, placement.playground.clock.instant());
            }
            assertThat(instance.hangs(placement.playground.clock.instant())).isFalse();
            instance.answered(false, "no answer", 2, placement.playground.clock.instant());
            assertThat(instance.hangs(placement.playground.clock.instant())).isEqualTo(revision != patient);
            instance.answered(true, "200", 2, placement.playground.clock.instant());
            assertThat(instance.hangs(placement.playground.clock.instant())).isFalse();
        }
    }

    @Test
    void restartShouldWaitLongerEachTime() {
        var instance = new Instance(
                "web-1",
                "d-1",
                StoredRevision.of(placement.playground.good("1.0.0")),
                1,
                placement.playground.clock.instant());
        var now = placement.playground.clock.instant();

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
        var revision = placement.playground.good("1.0.0");
        var deployment = placement.deploy(revision, null, "one");
        placement.playground.target().follow(placement.playground.placement(), deployment, 0);
        var state = placement.playground.placementFolder().folder().resolve("state.json");
        var asIntended = Files.readAllBytes(state);
        var following = new Following(placement.playground, deployment);
        following.untilEvent("web-2 started");

        // As if the portal had died before it could write down the process.
        Files.write(state, asIntended);
        var verdict = Following.toTheEnd(placement.playground, deployment);

        assertThat(verdict.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(placement.playground.starts("1.0.0")).isEqualTo(2);
    }

    @Test
    void instancesThatDiedWithTheMachineShouldNotTripTheBreakerAndStartAgain() throws Exception {
        var before = placement.playground.good("1.0.0");
        placement.verify(before, "one");
        var after = ProcessPlayground.with(
                placement.playground.slow("1.1.0"), json -> ((ObjectNode) json.get("breaker")).put("failures", 1));
        var following = new Following(placement.playground, placement.deploy(after, before, "two"));
        following.untilEvent("web-3 started");

        restartMachine();
        var verdict = following.toTheEnd();

        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(following.messages())
                .anyMatch(message -> message.startsWith("web-3 ended with the machine"))
                .noneMatch(message -> message.contains("Breaker"));
        assertThat(placement.observe(after).instances())
                .hasSize(2)
                .allMatch(i -> i.version().equals("1.1.0"));
    }

    /** Everything that runs is gone, and what is on disk was written under another boot id. */
    private void restartMachine() throws Exception {
        for (var instance : placement
                .playground
                .placementFolder()
                .read()
                .orElseThrow()
                .live()
                .toList()) {
            var run = placement.playground.placementFolder().run(instance);
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
}
