package dev.slipway.approval;

import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random interleavings of everything that can happen to a job that waits for approval, on two portals: it never runs
 * without every gate open at that moment, never runs something other than what was approved, never waits for ever. A
 * failure is shrunk to a short story and printed with the seed that repeats it.
 */
class ApprovalStoryTest {

    private static final int STORIES = 20_000;

    @Test
    void storyShouldNeverEndBadly() {
        qt().withExamples(STORIES)
                .forAll(lists().of(integers().between(0, Shipping.ACTS - 1)).ofSizeBetween(1, 60))
                .describedAs(Shipping::told)
                .checkAssert(ApprovalStoryTest::tell);
    }

    private static void tell(List<Integer> acts) {
        var story = new Shipping();
        acts.forEach(story::act);
        story.waitUntilItIsOver();
    }

    /** The stories are not vacuous: one that does what people should gets its release out. */
    @Test
    void goodStoryShouldShip() {
        var story = new Shipping();
        List.of(0, 0, 0, 3, 4, 0, 0, 0).forEach(story::act);
        org.assertj.core.api.Assertions.assertThat(story.shipped()).isTrue();
    }
}
