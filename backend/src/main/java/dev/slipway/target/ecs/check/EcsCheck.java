package dev.slipway.target.ecs.check;

/** One question of the pre-deployment checklist. Changes nothing. */
public interface EcsCheck {

    Rule rule();

    /**
     * Asks.
     *
     * @throws Untold if it cannot be told
     * @throws Exception what AWS or a registry refused with; cannot be told either
     */
    Answer ask(Facts facts) throws Exception;
}
