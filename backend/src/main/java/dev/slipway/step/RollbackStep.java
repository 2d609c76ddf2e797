package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepContext.Placed;
import dev.slipway.job.spi.StepResult;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import dev.slipway.target.CancelMode;
import dev.slipway.target.Outcome;
import dev.slipway.target.Revision;
import dev.slipway.target.RollsBack;
import dev.slipway.target.SettingsReader;
import dev.slipway.target.TargetUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Returns to the revision that was proven before what runs now, or to a stated version. */
@Component
class RollbackStep extends TypedStep<RollbackStep.Settings> {

    private static final String VERSION = "version";
    private static final Duration LOOK_UP = Duration.ofSeconds(30);

    private final Releases releases;

    RollbackStep(Releases releases) {
        this.releases = releases;
    }

    /**
     * What is set.
     *
     * @param version the version to return to; empty: in a job that deploys what was proven when it started; else the job's
     *     release if it was proven before, else the one proven before what runs
     */
    record Settings(Optional<String> version, RolloutSettings rollout) {}

    @Override
    public String kind() {
        return "rollback";
    }

    @Override
    Settings read(SettingsReader in) {
        return new Settings(in.text(VERSION), RolloutSettings.read(in, CancelMode.LEAVE_AS_IS));
    }

    @Override
    List<String> plan(StepContext context, Settings settings) throws StepRefused, TargetUnavailable {
        var revision = revision(context, version(context, settings));
        return List.of("Return " + context.placed().key() + " to " + revision.version() + " ("
                + revision.artifacts().getFirst().digest().abbreviated() + ")");
    }

    @Override
    StepResult run(StepContext context, Settings settings) throws StepRefused {
        String version;
        try {
            version = remembered(context, settings);
        } catch (TargetUnavailable e) {
            return Waits.next(
                            context, settings.rollout().unreachableFor(), "The target cannot be asked: " + Reason.of(e))
                    .<StepResult>map(wait -> wait)
                    .orElseThrow(() -> new StepRefused(
                            "What runs cannot be told, so neither what ran before it: " + Reason.of(e),
                            "State the version to return to, or wait until the target answers."));
        }
        return rollout(context, settings, version).run();
    }

    @Override
    StepResult cancel(StepContext context, Settings settings) throws StepRefused {
        var version = context.memory().recall(VERSION, String.class);
        if (version.isEmpty()) {
            return new StepResult.Cancelled("Nothing had been started", null);
        }
        return rollout(context, settings, version.get()).cancel();
    }

    /** What runs now changes as soon as the way back begins, so the choice is made once. */
    private String remembered(StepContext context, Settings settings) throws StepRefused, TargetUnavailable {
        var known = context.memory().recall(VERSION, String.class);
        if (known.isPresent()) {
            return known.get();
        }
        var version = version(context, settings);
        context.log().line("Returning to " + version);
        context.memory().keep(VERSION, version);
        return version;
    }

    private static String version(StepContext context, Settings settings) throws StepRefused, TargetUnavailable {
        var placed = context.placed();
        if (settings.version().isPresent()) {
            return settings.version().get();
        }
        if (context.deploys()) {
            return before(placed).version();
        }
        var running = placed.target().describe(placed.key(), placed.settings()).version();
        var asked = placed.revision();
        if (asked != null && !asked.version().equals(running) && isProven(context, asked.version())) {
            return asked.version();
        }
        return context.verified(placed.key()).stream()
                .map(Revision::version)
                .filter(version -> !version.equals(running))
                .findFirst()
                .orElseThrow(() -> new StepRefused(
                        "Nothing else than " + running + " was ever proven at " + placed.key(),
                        "State the version to return to."));
    }

    /** A job that deploys may have failed or rolled itself back: the way leads to what was proven when it started. */
    private static Revision before(Placed placed) throws StepRefused {
        if (placed.lastVerified() == null) {
            throw new StepRefused(
                    "Nothing was proven at " + placed.key() + " before this job, so there is no way back",
                    "State the version to return to, or mend the release and deploy it again.");
        }
        return placed.lastVerified();
    }

    private static boolean isProven(StepContext context, String version) {
        return context.verified(context.placed().key()).stream()
                .anyMatch(revision -> revision.version().equals(version));
    }

    private Rollout rollout(StepContext context, Settings settings, String version) throws StepRefused {
        var revision = revision(context, version);
        if (context.placed().target() instanceof RollsBack target) {
            return new Rollout(
                    context, revision, target::rollBack, settings.rollout().endingIn(Outcome.ROLLED_BACK));
        }
        return new Rollout(context, revision, context.placed().target()::deploy, settings.rollout());
    }

    private Revision revision(StepContext context, String version) throws StepRefused {
        var placed = context.placed();
        var before = placed.lastVerified();
        // One version deployed again with other settings: what was proven are the earlier ones.
        if (context.deploys() && before != null && before.version().equals(version)) {
            return before;
        }
        if (placed.revision() != null && placed.revision().version().equals(version)) {
            return placed.revision();
        }
        var proven = context.verified(placed.key()).stream()
                .filter(revision -> revision.version().equals(version))
                .findFirst();
        return proven.isPresent() ? proven.get() : released(context, version);
    }

    private Revision released(StepContext context, String version) throws StepRefused {
        var placed = context.placed();
        var key = placed.key();
        var release = Optional.ofNullable(
                        releases.find(key.project(), key.service(), version).block(LOOK_UP))
                .orElseThrow(() -> new StepRefused(
                        "There is no release " + version + " of " + key.service(),
                        "State a version that was registered."));
        if (release.blocked() != null) {
            throw new StepRefused(blocked(release), "Unblock it, or return to another version.");
        }
        return new Revision(version, release.artifacts(), placed.settings(), placed.configuration());
    }

    private static String blocked(Release release) {
        return "Release " + release.version() + " is blocked: " + Objects.requireNonNull(release.blocked());
    }
}
