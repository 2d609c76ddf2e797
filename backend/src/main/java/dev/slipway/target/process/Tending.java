package dev.slipway.target.process;

import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.process.Instance.Phase;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** One look at the instances of a placement, under its lock, and the acts that follow from their phases. */
record Tending(PlacementFolder folder, PlacementState state, Machine machine, Instant now) {

    /** Brings the state up to date with the processes and asks those that are due. */
    List<Happening> observe() throws IOException {
        return observe(_ -> true);
    }

    /** @param worthAsking whose health is of interest */
    List<Happening> observe(Predicate<Instance> worthAsking) throws IOException {
        var happenings = new ArrayList<Happening>();
        var due = new ArrayList<Instance>();
        for (var instance : state.live().toList()) {
            switch (folder.run(instance).look()) {
                case Run.Look.Running running -> {
                    if (instance.process == null) {
                        instance.process = running.process();
                        happenings.add(new Happening.Started(instance, running.process()));
                    }
                    folder.log(instance).rotate(instance.settings().logMaxBytes());
                    if (worthAsking.test(instance) && dueForQuestion(instance)) {
                        due.add(instance);
                    }
                }
                case Run.Look.Ended ended -> {
                    var before = instance.phase;
                    killRest(instance);
                    instance.ended(ended.exitCode());
                    var withMachine = folder.run(instance).ofEarlierBoot();
                    happenings.add(new Happening.Ended(instance, before, ended.exitCode(), withMachine));
                }
                case Run.Look.NotStarted _, Run.Look.Starting _ -> {}
            }
        }
        happenings.addAll(ask(due));
        return happenings;
    }

    /** What the command left running in its group ends with it. */
    private void killRest(Instance instance) throws IOException {
        var session = folder.run(instance).session();
        if (session.isPresent()) {
            session.get().signal("KILL");
        }
    }

    private boolean dueForQuestion(Instance instance) {
        if (instance.phase != Phase.STARTING && instance.phase != Phase.UP) {
            return false;
        }
        var health = instance.settings().health();
        return instance.askedAt == null
                || health == null
                || !instance.askedAt.plus(health.interval()).isAfter(now);
    }

    /** Asks all at the same time, so that one that hangs delays no other. */
    List<Happening> ask(List<Instance> instances) throws IOException {
        var happenings = new ArrayList<Happening>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Asked>();
            for (var instance : instances) {
                var process = instance.process;
                if (process != null) {
                    asked.add(new Asked(instance, threads.submit(() -> machine.ask(instance, process, now))));
                }
            }
            for (var question : asked) {
                happenings.addAll(note(question.instance(), question.answer()));
            }
        }
        return happenings;
    }

    private record Asked(Instance instance, Future<Machine.Answer> future) {

        Machine.Answer answer() throws IOException {
            try {
                return future.get();
            } catch (ExecutionException e) {
                throw new IOException("Instance " + instance + " could not be asked", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while asking " + instance, e);
            }
        }
    }

    private List<Happening> note(Instance instance, Machine.Answer answer) {
        var health = instance.settings().health();
        instance.took = answer.took();
        if (health == null && !answer.good()) {
            // Not a bad answer, only too early to tell.
            instance.answer = answer.text();
            return List.of();
        }
        var before = instance.answer;
        var healthy = instance.answered(answer.good(), answer.text(), health == null ? 1 : health.threshold(), now);
        if (healthy) {
            return List.of(new Happening.BecameHealthy(instance));
        }
        return kind(before).equals(kind(answer.text()))
                ? List.of()
                : List.of(new Happening.Answered(instance, answer.text()));
    }

    /** {@code 200 in 4 ms} and {@code 200 in 5 ms} are the same answer. */
    private static String kind(String answer) {
        return answer.replaceFirst(" in \\d+ ms$", "");
    }

    /** Starts and stops what the phases ask for. Every act may be repeated, so that it does not matter where a portal dies. */
    List<Happening> act() throws IOException {
        var happenings = new ArrayList<Happening>();
        for (var instance : state.live().toList()) {
            switch (instance.phase) {
                case STARTING -> start(instance).ifPresent(happenings::add);
                case DRAINING, STOPPING -> stop(instance);
                case UP, RESTING, ENDED -> {}
            }
        }
        return happenings;
    }

    private Optional<Happening> start(Instance instance) throws IOException {
        if (!(folder.run(instance).look() instanceof Run.Look.NotStarted)) {
            return Optional.empty();
        }
        try {
            machine.start(folder, instance);
            return Optional.empty();
        } catch (IOException | SecretUnavailable | RuntimeException e) {
            var why = String.valueOf(e.getMessage());
            folder.run(instance).abandon();
            instance.endedBecause(why);
            return Optional.of(new Happening.CouldNotStart(instance, why));
        }
    }

    private void stop(Instance instance) throws IOException {
        if (instance.stopAt != null && instance.stopAt.isAfter(now)) {
            return;
        }
        instance.phase = Phase.STOPPING;
        var run = folder.run(instance);
        var session = run.session();
        if (session.isEmpty()) {
            run.abandon();
        } else if (instance.termSentAt == null) {
            session.get().signal("TERM");
            instance.termSentAt = now;
        } else if (instance.killSentAt == null
                && !instance.termSentAt
                        .plus(instance.settings().stopping().stop())
                        .isAfter(now)) {
            session.get().signal("KILL");
            instance.killSentAt = now;
        }
    }

    /** The lowest port of the range that none of ours uses and that can be bound; 0 if the settings have no ports. */
    Optional<Integer> freePort(ProcessSettings settings) {
        var ports = settings.ports();
        return ports == null
                ? Optional.of(0)
                : ports.ports()
                        .filter(port -> !state.uses(port))
                        .filter(PortRange::free)
                        .boxed()
                        .findFirst();
    }

    /** Intends another instance; {@link #act} starts it once the intent is on disk. */
    Instance intend(String deployment, StoredRevision revision, int port) {
        state.lastInstance++;
        var service = folder.folder().getFileName();
        var instance = new Instance(service + "-" + state.lastInstance, deployment, revision, port, now);
        state.instances.add(instance);
        return instance;
    }

    /** Forgets instances that ended long ago, with their logs. */
    void forgetOld() throws IOException {
        for (var old : state.forgetOld()) {
            folder.delete(old);
        }
    }
}
