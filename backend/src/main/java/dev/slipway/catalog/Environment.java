package dev.slipway.catalog;

import java.util.List;

/**
 * Where services run, such as dev or prod.
 *
 * @param promotesFrom the environments a release comes from
 * @param whenLocked what happens to a job whose placement is locked by another
 * @param protection what must hold before anything changes here
 * @param checks how pre-checks are taken here, and when they are made
 */
public record Environment(
        String key,
        String title,
        List<String> promotesFrom,
        WhenLocked whenLocked,
        Protection protection,
        Checks checks) {

    public Environment {
        promotesFrom = List.copyOf(promotesFrom);
    }

    /** One without protection. */
    public Environment(String key, String title, List<String> promotesFrom, WhenLocked whenLocked) {
        this(key, title, promotesFrom, whenLocked, Protection.NONE);
    }

    /** One that takes pre-checks as they are. */
    public Environment(
            String key, String title, List<String> promotesFrom, WhenLocked whenLocked, Protection protection) {
        this(key, title, promotesFrom, whenLocked, protection, Checks.NONE);
    }

    /** Wait in the queue, or be refused. */
    public enum WhenLocked {
        QUEUE,
        REFUSE
    }
}
