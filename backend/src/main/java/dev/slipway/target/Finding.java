package dev.slipway.target;

/**
 * The result of one pre-check.
 *
 * @param check key of the check, such as {@code ports-free}
 * @param title what was asked, for people
 * @param evidence what was seen
 * @param remedy what to do; empty when there is nothing to do
 */
public record Finding(String check, String title, Result result, String evidence, String remedy) {

    /** Unknown is never pass. */
    public enum Result {
        PASS,
        WARN,
        BLOCK,
        UNKNOWN
    }
}
