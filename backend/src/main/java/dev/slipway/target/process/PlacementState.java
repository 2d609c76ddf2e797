package dev.slipway.target.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything durable about one placement: what should run, what runs, and the latest deployment. */
final class PlacementState {

    private static final int ENDED_KEPT = 10;

    int lastInstance;

    @Nullable
    Deployment latest;

    /** What the supervisor keeps running; null before the first proven deployment and after a cancel as is. */
    @Nullable
    StoredRevision steady;

    int desired;
    List<Instance> instances = new ArrayList<>();

    Stream<Instance> live() {
        return instances.stream().filter(Instance::live);
    }

    Optional<Instance> instance(String id) {
        return instances.stream().filter(instance -> instance.id.equals(id)).findFirst();
    }

    Optional<Deployment> underWay() {
        return Optional.ofNullable(latest).filter(deployment -> !deployment.ended());
    }

    boolean uses(int port) {
        return live().anyMatch(instance -> instance.port == port);
    }

    /** What runs or is about to, and what it would return to. */
    Stream<StoredRevision> inUse() {
        var deployed = Stream.ofNullable(latest)
                .flatMap(deployment -> deployment.ended()
                        ? Stream.ofNullable(deployment.lastVerified)
                        : Stream.concat(Stream.of(deployment.revision), Stream.ofNullable(deployment.lastVerified)));
        var running = instances.stream()
                .filter(instance -> instance.phase != Instance.Phase.ENDED)
                .map(instance -> instance.revision);
        return Stream.of(Stream.ofNullable(steady), deployed, running).flatMap(revisions -> revisions);
    }

    /** Forgets ended instances beyond the last few and returns them. */
    List<Instance> forgetOld() {
        var ended = instances.stream()
                .filter(instance -> instance.phase == Instance.Phase.ENDED)
                .toList();
        var old = List.copyOf(ended.subList(0, Math.max(0, ended.size() - ENDED_KEPT)));
        instances.removeAll(old);
        return old;
    }
}
