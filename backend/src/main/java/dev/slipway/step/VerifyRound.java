package dev.slipway.step;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepContext.Placed;
import dev.slipway.step.VerifySettings.Expect;
import dev.slipway.target.Health;
import dev.slipway.target.HttpProbe;
import dev.slipway.target.Observation;
import dev.slipway.target.Observation.Instance;
import dev.slipway.target.Revision;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.TargetUnavailable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One look at a placement: what the target sees, and what the addresses answer. */
record VerifyRound(StepContext context, VerifySettings settings, HttpProbe probe) {

    /**
     * What was seen.
     *
     * @param doubts what does not hold; empty if all does
     * @param healthAnswer the first answer that was not as it should be
     */
    record Seen(String seen, List<String> doubts, @Nullable String healthAnswer) {

        boolean holds() {
            return doubts.isEmpty();
        }
    }

    Seen look() throws StepRefused, SecretUnavailable {
        var placed = context.placed();
        try {
            var observation = placed.target().describe(placed.key(), placed.settings());
            var doubts = new ArrayList<>(doubts(observation, placed));
            var answers = new ArrayList<String>();
            var wrong = new ArrayList<String>();
            observation.instances().stream()
                    .filter(instance -> instance.health() != Health.HEALTHY)
                    .forEach(instance -> wrong.add(instance.healthAnswer()));
            for (var address : addresses(observation, placed)) {
                var answer = probe.ask(address, settings.timeout());
                var doubt = doubt(answer);
                if (doubt == null) {
                    answers.add(answer.text());
                } else {
                    doubts.add(address + " " + doubt);
                    wrong.add(answer.text());
                }
            }
            return new Seen(told(observation, answers), doubts, wrong.isEmpty() ? null : wrong.getFirst());
        } catch (TargetUnavailable e) {
            return new Seen("", List.of("the target cannot be asked: " + Reason.of(e)), null);
        }
    }

    static Revision expected(Placed placed) throws StepRefused {
        if (placed.revision() == null && placed.lastVerified() != null) {
            return placed.lastVerified();
        }
        return Releasing.revision(placed);
    }

    private List<String> doubts(Observation observation, Placed placed) throws StepRefused {
        var doubts = new ArrayList<String>();
        if (observation.moving()) {
            doubts.add("a rollout is under way");
        }
        if (observation.running() < observation.desired()
                || observation.instances().size() < observation.desired()) {
            doubts.add(observation.running() + " of " + observation.desired() + " instances run");
        }
        if (observation.desired() == 0) {
            doubts.add("no instance should run, so nothing can be proven");
        }
        for (var instance : observation.instances()) {
            if (instance.health() != Health.HEALTHY) {
                doubts.add(instance.id() + " is " + instance.health() + " (" + instance.healthAnswer() + ")");
            }
        }
        if (doubts.isEmpty() && observation.health() != Health.HEALTHY) {
            doubts.add("the target reports " + observation.health() + " " + observation.note());
        }
        doubts.addAll(versionDoubts(observation, placed));
        return doubts;
    }

    private List<String> versionDoubts(Observation observation, Placed placed) throws StepRefused {
        if (settings.expect() == Expect.SINGLE_VERSION) {
            var versions = observation.instances().stream()
                    .map(Instance::version)
                    .distinct()
                    .toList();
            return versions.size() <= 1 ? List.of() : List.of("several versions run: " + String.join(", ", versions));
        }
        var expected = expected(placed);
        var digests =
                expected.artifacts().stream().map(ArtifactReference::digest).collect(Collectors.toSet());
        return observation.instances().stream()
                .filter(instance -> !digests.contains(instance.digest()))
                .map(instance -> instance.id() + " runs " + instance.version() + " ("
                        + instance.digest().abbreviated() + "), not " + expected.version())
                .toList();
    }

    private List<URI> addresses(Observation observation, Placed placed) throws StepRefused, SecretUnavailable {
        if (settings.url() == null) {
            return List.of();
        }
        var variables = Variables.of(context, placed);
        if (!settings.url().contains(VerifySettings.ADDRESS)) {
            return List.of(address(variables.fill(settings.url())));
        }
        var addresses = new ArrayList<URI>();
        for (var instance : observation.instances()) {
            if (instance.address() == null) {
                throw new StepRefused(
                        "Instance " + instance.id() + " has no address to ask",
                        "Leave url out for a service that does not listen, or give one address for the placement.");
            }
            addresses.add(address(variables.fill(settings.url().replace(VerifySettings.ADDRESS, instance.address()))));
        }
        return addresses;
    }

    private static URI address(String text) throws StepRefused {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new StepRefused(
                    "The url '" + text + "' is not an address", "Correct the url or the variables in it.");
        }
    }

    private @Nullable String doubt(HttpProbe.Answer answer) {
        if (answer.status() != settings.status()) {
            return "answers " + answer.text() + ", not " + settings.status();
        }
        if (settings.body().isPresent()
                && !settings.body().get().matcher(answer.body()).find()) {
            return "answers without '" + settings.body().get() + "'";
        }
        if (settings.latency().isPresent()
                && answer.took().compareTo(settings.latency().get()) > 0) {
            return "takes " + answer.took().toMillis() + " ms, more than "
                    + settings.latency().map(Duration::toMillis).orElseThrow() + " ms";
        }
        return null;
    }

    private static String told(Observation observation, List<String> answers) {
        var told = observation.running() + " of " + observation.desired() + " instances healthy, running "
                + observation.version();
        return answers.isEmpty() ? told : told + ", answers " + String.join(", ", answers);
    }
}
