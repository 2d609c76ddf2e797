package dev.slipway.step;

import dev.slipway.target.CancelMode;
import dev.slipway.target.Outcome;
import dev.slipway.target.SettingsReader;
import java.time.Duration;

/**
 * What all rollouts can be told.
 *
 * @param onCancel in which condition a cancelled rollout leaves the placement; as is when nothing was proven before
 * @param unreachableFor how long the target may be out of reach before the outcome is unknown
 * @param cancelWithin how long a cancel may take before the outcome is unknown
 * @param success the outcome that counts as done
 */
record RolloutSettings(CancelMode onCancel, Duration unreachableFor, Duration cancelWithin, Outcome success) {

    static RolloutSettings read(SettingsReader in, CancelMode onCancel) {
        return new RolloutSettings(
                in.choice("onCancel", onCancel),
                in.duration("unreachableFor", Duration.ofMinutes(5)),
                in.duration("cancelWithin", Duration.ofMinutes(10)),
                Outcome.SUCCEEDED);
    }

    RolloutSettings endingIn(Outcome outcome) {
        return new RolloutSettings(onCancel, unreachableFor, cancelWithin, outcome);
    }
}
