package dev.slipway.target.ecs;

import dev.slipway.target.Outcome;

/**
 * One thing that goes wrong, and what Slipway must say of it.
 *
 * @param verdict an {@link Outcome}, or how a one-off task ends
 * @param because what the reason or what was told must contain
 * @param remedy what a person does next
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
     * @param told everything it told on the way, one line each
     */
    record Said(String verdict, String reason, String told) {

        static Said of(EcsStage stage, dev.slipway.target.Progress.Ended ended) {
            return new Said(
                    ended.verdict().outcome().name(), ended.verdict().reason(), stage.told() + "\n" + ended.symptom());
        }
    }

    static Scenario of(String title, Outcome verdict, String because, String remedy, Play play) {
        return new Scenario(title, verdict.name(), because, remedy, play);
    }
}
