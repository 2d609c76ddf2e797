package dev.slipway.measure;

/** What became of one question for a number. */
sealed interface Answer {

    record Told(double value) implements Answer {}

    /** There is nothing that could be asked, and nothing wrong with that. */
    record Nothing() implements Answer {}

    /** There is no number to tell. */
    record Untold(String why) implements Answer {}

    /** Nobody could be asked: the same holds for every other question. */
    record Unreachable(String why) implements Answer {}
}
