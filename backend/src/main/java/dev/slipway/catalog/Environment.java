package dev.slipway.catalog;

import java.util.List;

/**
 * Where services run, such as dev or prod.
 *
 * @param promotesFrom the environments a release comes from
 * @param whenLocked what happens to a job whose placement is locked by another
 * @param protection what must hold before anything changes here
 */
public record Environment(
        String key, String title, List<String> promotesFrom, WhenLocked whenLocked, Protection protection) {

    public Environment {
        promotesFrom = List.copyOf(promotesFrom);
    }

    /** One without protection. */
    public Environment(String key, String title, List<String> promotesFrom, WhenLocked whenLocked) {
        this(key, title, promotesFrom, whenLocked, Protection.NONE);
    }

    /** Wait in the queue, or be refused. */
    public enum WhenLocked {
        QUEUE,
        REFUSE
    }
}
