package dev.slipway.catalog;

import java.util.List;

/**
 * Where services run, such as dev or prod.
 *
 * @param promotesFrom the environments a release comes from
 * @param whenLocked what happens to a job whose placement is locked by another
 */
public record Environment(String key, String title, List<String> promotesFrom, WhenLocked whenLocked) {

    public Environment {
        promotesFrom = List.copyOf(promotesFrom);
    }

    /** Wait in the queue, or be refused. */
    public enum WhenLocked {
        QUEUE,
        REFUSE
    }
}
