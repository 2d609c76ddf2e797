package dev.slipway.delivery;

import dev.slipway.target.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the deployments of a window come to. Each number is told by the deployments behind it.
 *
 * @param days length of the window
 * @param proven deployments that succeeded, with proof
 * @param failed changes that failed, were rolled back or were undone by a later rollback
 * @param counted deployments of which it is known how they ended: what the failed ones are a part of
 * @param unknown deployments of which it could not be told how they ended
 * @param cancelled deployments that somebody stopped
 * @param led deployments that brought a version there for the first time
 */
public record Figures(
        double days,
        List<Deployment> proven,
        List<Deployment> failed,
        List<Deployment> counted,
        List<Deployment> unknown,
        List<Deployment> cancelled,
        List<Deployment> led,
        List<Incident> incidents) {

    public Figures {
        proven = List.copyOf(proven);
        failed = List.copyOf(failed);
        counted = List.copyOf(counted);
        unknown = List.copyOf(unknown);
        cancelled = List.copyOf(cancelled);
        led = List.copyOf(led);
        incidents = List.copyOf(incidents);
    }

    static Figures of(List<Deployment> deployments, double days) {
        var course = Course.of(deployments);
        return new Figures(
                days,
                only(deployments, Deployment::proven),
                course.failed(),
                only(deployments, Deployment::counts),
                only(deployments, d -> d.kind() == Deployment.Kind.DEPLOY && d.outcome() == Outcome.UNKNOWN),
                only(deployments, d -> d.kind() == Deployment.Kind.DEPLOY && d.outcome() == Outcome.CANCELLED),
                only(deployments, Deployment::first),
                course.incidents());
    }

    private static List<Deployment> only(
            List<Deployment> deployments, java.util.function.Predicate<Deployment> condition) {
        return deployments.stream().filter(condition).toList();
    }

    /** Changes that their own job did not bring to an end; those that were undone later are not among them. */
    public List<Deployment> broke() {
        return only(failed, deployment -> !deployment.proven());
    }

    public double perDay() {
        return proven.size() / days;
    }

    public Spread leadFromRelease() {
        return spread(led.stream().map(Deployment::leadFromRelease));
    }

    public Spread leadFromCommit() {
        return spread(led.stream().map(Deployment::leadFromCommit));
    }

    /** 0 to 1; null without a deployment of which it is known how it ended. */
    public @Nullable Double failureRate() {
        return counted.isEmpty() ? null : (double) failed.size() / counted.size();
    }

    public Spread timeToRestore() {
        return spread(incidents.stream().map(Incident::lasted));
    }

    /** Failures after which nothing was proven again within the window. */
    public List<Incident> open() {
        return incidents.stream().filter(incident -> incident.end() == null).toList();
    }

    private static Spread spread(Stream<@Nullable Duration> times) {
        return Spread.of(times.filter(Objects::nonNull).map(Objects::requireNonNull));
    }
}
