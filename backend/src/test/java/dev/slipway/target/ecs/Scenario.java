package dev.slipway.target.ecs;

import dev.slipway.target.Outcome;
import java.util.Objects;

/**
 * One thing that goes wrong, and what Slipway must say of it.
 *
 * @param verdict an {@link Outcome}, or how a one-off task ends
 * @param because what the reason or what was told must contain
 * @param remedy what Slipway must say a person does next; empty if there is nothing to do
 * @param play brings it about and returns what was said
 */
record Scenario(String title, String verdict, String because, String remedy, Play play) {

    /** Plays on a stage of its own. */
    interface Play {
        Said on(EcsStage stage) throws Exception;
    }

    /**
     * What Slipway said.
     *
     * @param remedy what a person is told to do; empty if nothing
     * @param told everything it told on the way, one line each
     */
    record Said(String verdict, String reason, String remedy, String told) {

        static Said of(EcsStage stage, dev.slipway.target.Progress.Ended ended) {
            return new Said(
                    ended.verdict().outcome().name(),
                    ended.verdict().reason(),
                    Objects.requireNonNullElse(ended.remedy(), ""),
                    stage.told() + "\n" + ended.symptom());
        }
    }

    static Scenario of(String title, Outcome verdict, String because, String remedy, Play play) {
        return new Scenario(title, verdict.name(), because, remedy, play);
    }
}
