package dev.slipway.target;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The kinds of target this portal knows. */
@Component
public class Targets {

    private final Map<String, DeploymentTarget> byKind;

    public Targets(List<DeploymentTarget> targets) {
        byKind = targets.stream()
                .collect(toUnmodifiableMap(target -> target.kind().value(), identity()));
    }

    public Optional<DeploymentTarget> find(TargetKind kind) {
        return Optional.ofNullable(byKind.get(kind.value()));
    }

    /** @throws TargetUnavailable if this portal has no such target; the message names those it has */
    public DeploymentTarget get(TargetKind kind) throws TargetUnavailable {
        return find(kind)
                .orElseThrow(
                        () -> new TargetUnavailable("This portal has no target '" + kind + "'; it has " + kinds()));
    }

    /** All of them, in the order of their names. */
    public List<DeploymentTarget> all() {
        return kinds().stream()
                .map(kind -> Objects.requireNonNull(byKind.get(kind)))
                .toList();
    }

    /** Names of the kinds that know more of what runs than whether it does. */
    public SortedSet<String> tellingMore() {
        return byKind.values().stream()
                .filter(TellsMore.class::isInstance)
                .map(target -> target.kind().value())
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }

    /** Names of all kinds, in order. */
    public SortedSet<String> kinds() {
        return new TreeSet<>(byKind.keySet());
    }
}
